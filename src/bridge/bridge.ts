import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact } from '../schemas/fact.ts';
import { Access } from './access/access.ts';
import { clientAddressReader } from './access/client-address.ts';
import { Limits } from './access/limits.ts';
import { DEFAULT_STREAMS } from './access/open-files.ts';
import { createApp } from './app.ts';
import { CommunityUpstream } from './community-upstream.ts';
import { Communities } from './communities.ts';
import type { BridgeConfig } from './config/config.ts';
import { createFactKeeping, type FactKeeping } from './fact-keeping.ts';
import { Hub } from './live/hub.ts';
import { spreadReturnMs } from './live/return-spread.ts';
import { PeriodKeeper } from './period-keeper.ts';
import type { PersonLinks } from './person-links.ts';
import { followBadges } from './follow-badges.ts';
import { errorFields, type Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { Readiness } from './readiness.ts';
import { Retention } from './retention/retention.ts';
import type { RouteContext } from './routes/context.ts';
import type { FileFolders } from './routes/files.ts';
import { ObservedStore } from './store/observed-store.ts';
import type { Store } from './store/store.ts';
import { UnfinishedTasks } from './unfinished-tasks.ts';

export { connectReturning, type ConnectOptions, type ReturningConnection } from './upstream/connect-returning.ts';
export type { ReturningApi } from './upstream/returning-api.ts';
export { UpstreamError } from './upstream/upstream-error.ts';

export interface BridgeOptions {
  readonly config: BridgeConfig;
  readonly store: Store;
  readonly log: Log;
  readonly files: FileFolders;
  /** Epoch ms. */
  readonly clock?: () => number;
  /** How often a quiet stream hears from the bridge. Default 15 s. */
  readonly heartbeatMs?: number;
  /** How many streams there is room for. Default: as configured, else 10,000. */
  readonly streams?: number;
}

/** The bridge, put together: hooks in, snapshots and streams out. Whoever makes it listens, and closes the store. */
export class Bridge {
  readonly app: ReturnType<typeof createApp>;
  readonly metrics = new Metrics();
  readonly keeping: FactKeeping;
  readonly #readiness = new Readiness();
  readonly #hubs: ReadonlyMap<string, Hub>;
  readonly #periodKeeper: PeriodKeeper;
  readonly #upstreams: ReadonlyMap<string, CommunityUpstream>;
  readonly #retention: Retention;
  readonly #unfinishedTasks: UnfinishedTasks;
  readonly #access: Access;
  readonly #unfollow: readonly (() => void)[];
  readonly #heartbeat: NodeJS.Timeout;
  readonly #clock: () => number;

  constructor(options: BridgeOptions) {
    const { config, log, files, clock = Date.now, heartbeatMs = 15_000 } = options;
    const store = new ObservedStore(options.store, [this.metrics, this.#readiness]);
    this.#clock = clock;
    const communities = new Communities(config);
    this.#hubs = perCommunity(communities, (community) => createHub(community, { store, log, clock, heartbeatMs }));
    this.#access = createAccess(config, { store, clock, communities });
    const onKept = ({ id }: CommunityConfig, fact: Fact): void => this.#upstreams.get(id)?.follow(fact);
    this.keeping = createFactKeeping({ config, communities, store, log, clock, onKept });
    const { intake, links, emailHashes } = this.keeping;
    const ways = { links, emailHashes, store, log, clock };
    this.#upstreams = perCommunity(communities, (community) => createUpstream(community, config, ways));
    this.#unfollow = [
      store.follow((space, epoch, entry) => this.#hubs.get(space)?.publish(epoch, entry)),
      followBadges(store, communities, (notice) => this.#upstreams.get(notice.community.id)?.followBadge(notice)),
    ];
    this.#periodKeeper = new PeriodKeeper({ communities, store, log });
    this.#retention = new Retention({ config: config.retention, communities, store, log });
    this.#unfinishedTasks = new UnfinishedTasks({ communities, store, log });
    watch(this.metrics, { hubs: this.#hubs, store, readiness: this.#readiness });
    const context: RouteContext = {
      ...configured(config),
      communities,
      named: ({ id }, channel) => ({ ...channel, name: this.#upstreams.get(id)?.nameOf(channel) ?? channel.id }),
      store,
      access: this.#access,
      intake,
      hubs: this.#hubs,
      emailHashes,
      metrics: this.metrics,
      limits: createLimits(options, this.metrics),
      addressOf: addressReader(config, log),
      log,
      clock,
      readiness: this.#readiness,
    };
    this.app = createApp(context, files);
    // Last: a bridge that could not be made must not keep its process.
    this.#heartbeat = setInterval(() => this.#beat(clock()), heartbeatMs);
  }

  /** Does what fell due while no bridge ran. To be called once requests are taken. */
  begin(): void {
    this.#periodKeeper.keep(this.#clock());
    for (const links of this.keeping.links.values()) links.start();
    for (const upstream of this.#upstreams.values()) upstream.start();
    this.#retention.keep(this.#clock());
    void this.#unfinishedTasks.finish(this.#clock());
  }

  /** A community's way to the platforms' own APIs; undefined for a community there is not. */
  upstreamOf(communityId: string): CommunityUpstream | undefined {
    return this.#upstreams.get(communityId);
  }

  /** Who is one person in a community; undefined for a community there is not. */
  linksOf(communityId: string): PersonLinks | undefined {
    return this.keeping.links.get(communityId);
  }

  /** Takes no new stream, and sends every open one away with a time to come back. */
  close(): void {
    this.#readiness.stop();
    for (const unfollow of this.#unfollow) unfollow();
    this.#access.close();
    this.#retention.close();
    this.#unfinishedTasks.close();
    clearInterval(this.#heartbeat);
    for (const links of this.keeping.links.values()) links.close();
    for (const upstream of this.#upstreams.values()) upstream.close();
    for (const hub of this.#hubs.values()) hub.close(spreadReturnMs);
  }

  #beat(now: number): void {
    this.#periodKeeper.keep(now);
    this.#retention.keep(now);
    this.#access.streams.beat(now);
    for (const hub of this.#hubs.values()) hub.beat(now);
  }
}

function configured({ hookSecrets, encryptionKeys, slackSigningSecrets, metricsKey, server }: BridgeConfig) {
  const { basePath, publicUrl } = server;
  return { hookSecrets, encryptionKeys, slackSigningSecrets, metricsKey, basePath, publicUrl };
}

function createAccess(
  { tokenSecrets }: BridgeConfig,
  { store, clock, communities }: { store: Store; clock: () => number; communities: Communities },
): Access {
  const hasCommunity = (id: string): boolean => communities.find(id) !== undefined;
  return new Access({ store, clock, hasCommunity, tokenSecrets });
}

interface Watched {
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly store: Store;
  readonly readiness: Readiness;
}

function watch(metrics: Metrics, { hubs, store, readiness }: Watched): void {
  metrics.watchHubs(hubs);
  metrics.watchStoreSize(() => store.size());
  metrics.watchStoreWrites(() => readiness.checkWrites(store));
}

function perCommunity<Value>(
  communities: Communities,
  make: (community: CommunityConfig) => Value,
): ReadonlyMap<string, Value> {
  return new Map([...communities].map((community) => [community.id, make(community)]));
}

interface UpstreamWays extends Pick<RouteContext, 'emailHashes' | 'store' | 'log' | 'clock'> {
  readonly links: ReadonlyMap<string, PersonLinks>;
}

function createUpstream(
  community: CommunityConfig,
  { upstreamKeys }: BridgeConfig,
  { links, emailHashes, ...ways }: UpstreamWays,
): CommunityUpstream {
  const { id } = community;
  const own = { keys: upstreamKeys.get(id), links: links.get(id), emailHash: emailHashes.get(id) };
  return new CommunityUpstream({ community, ...own, ...ways });
}

function createHub(
  community: CommunityConfig,
  { store, log, clock, heartbeatMs }: { store: Store; log: Log; clock: () => number; heartbeatMs: number },
): Hub {
  const onError = (error: unknown): void =>
    log.error('live-failed', { community: community.id, ...errorFields(error) });
  return new Hub({ store, community, heartbeatMs, clock, onError });
}

function createLimits({ config: { limits }, streams }: BridgeOptions, metrics: Metrics): Limits {
  return new Limits({
    config: limits,
    streams: streams ?? limits.streams ?? DEFAULT_STREAMS,
    onRefused: (limit) => metrics.countLimited(limit),
  });
}

function addressReader({ server: { trustProxy } }: BridgeConfig, log: Log): RouteContext['addressOf'] {
  const read = clientAddressReader(trustProxy);
  let isWarned = trustProxy !== 0;
  return (c) => {
    const forwardedFor = c.req.header('x-forwarded-for');
    if (forwardedFor !== undefined && !isWarned) {
      isWarned = true;
      log.warn('forwarded-for-ignored', { advice: 'Behind a proxy, all clients share its limits: set server.trustProxy.' }); // prettier-ignore
    }
    return read({ peer: c.env.incoming.socket.remoteAddress, forwardedFor });
  };
}
