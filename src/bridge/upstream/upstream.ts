import type { UpstreamConfig } from '../../schemas/config.ts';
import type { EmailHash } from '../ingest/email-hash.ts';
import type { Log } from '../log.ts';
import { systemEpochClock, type EpochClock } from './epoch-clock.ts';
import { PlatformProfiles, type ProfileSource } from './profiles.ts';
import { ReturningApi } from './returning-api.ts';
import { ReturningBadgesApi } from './returning-badges-api.ts';
import { ReturningReads } from './returning-reads.ts';
import { SlackApi } from './slack-api.ts';
import { UpstreamClient } from './upstream-client.ts';

/** The keys of a community's upstreams, looked up. */
export interface UpstreamKeys {
  readonly apiKey: string | undefined;
  readonly badgesKey: string | undefined;
  readonly botToken: string | undefined;
}

export interface UpstreamOptions {
  readonly config: UpstreamConfig | undefined;
  readonly keys: Partial<UpstreamKeys> | undefined;
  /** Of a community that links people by their e-mail addresses. */
  readonly emailHash?: EmailHash | undefined;
  readonly log: Log;
  readonly clock?: EpochClock;
  readonly random?: () => number;
  readonly fetch?: typeof fetch;
}

/** A community's way to the platforms' own APIs. What has no key is undefined. */
export interface Upstream {
  readonly returning: ReturningApi | undefined;
  readonly badges: ReturningBadgesApi | undefined;
  readonly slack: SlackApi | undefined;
  /** What `returning` reads, from memory where it can be. */
  readonly reads: ReturningReads | undefined;
  readonly profiles: ProfileSource;
  /** Ends every request under way. */
  close(): void;
}

export function createUpstream({
  config = {},
  keys = {},
  emailHash,
  log,
  clock = systemEpochClock,
  ...rest
}: UpstreamOptions): Upstream {
  const clients: UpstreamClient[] = [];
  const makeClient: MakeClient = (name, { requestsPerMinute, timeoutMs }) => {
    const client = new UpstreamClient({ name, requestsPerMinute, timeoutMs, log, clock, ...rest });
    clients.push(client);
    return client;
  };
  const { returning, badges } = returningApis(config.returning, keys, { log, makeClient });
  const slack = slackApi(config.slack, keys, { makeClient, emailHash });
  const reads = returning && new ReturningReads({ returning, clock, log });
  return {
    returning,
    badges,
    slack,
    reads,
    profiles: new PlatformProfiles({ returning: reads, slack, clock, log }),
    close: () => clients.forEach((client) => client.close()),
  };
}

type MakeClient = (name: string, limits: { requestsPerMinute: number; timeoutMs: number }) => UpstreamClient;

/** Both speak through one client, because the platform has one patience. */
function returningApis(
  config: UpstreamConfig['returning'],
  { apiKey, badgesKey }: Partial<UpstreamKeys>,
  { log, makeClient }: { log: Log; makeClient: MakeClient },
): Pick<Upstream, 'returning' | 'badges'> {
  if (config === undefined) return { returning: undefined, badges: undefined };
  const { usersPath, userIdField, baseUrls } = config;
  const client = makeClient('Returning.AI', config);
  const places = { baseUrls, usersPath, userIdField };
  const badgesUrl = baseUrls.badges;
  return {
    returning: apiKey === undefined ? undefined : new ReturningApi({ client, log, ...places, apiKey }),
    badges: badgesKey === undefined ? undefined : new ReturningBadgesApi({ client, badgesUrl, badgesKey }),
  };
}

function slackApi(
  config: UpstreamConfig['slack'],
  { botToken }: Partial<UpstreamKeys>,
  { makeClient, emailHash }: { makeClient: MakeClient; emailHash: EmailHash | undefined },
): SlackApi | undefined {
  if (config === undefined || botToken === undefined) return undefined;
  return new SlackApi({ client: makeClient('Slack', config), botToken, emailHash, baseUrl: config.baseUrl });
}
