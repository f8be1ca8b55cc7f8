import type { ChannelConfig, CommunityConfig } from '../schemas/config.ts';
import type { Fact } from '../schemas/fact.ts';
import { BadgeMirror } from './badge-mirror.ts';
import { ChannelMessages } from './channel-messages.ts';
import { ChannelRereads } from './channel-rereads.ts';
import { dayAt, startOfDay } from './domain/badges/active-days.ts';
import { recordLoginStreak } from './domain/badges/record-login-streak.ts';
import { recordProfile } from './domain/record-profile.ts';
import { isPlatformBoard } from './domain/scoring.ts';
import { setScores } from './domain/set-scores.ts';
import type { BadgeNotice } from './follow-badges.ts';
import type { EmailHash } from './ingest/email-hash.ts';
import type { Log } from './log.ts';
import type { PersonLinks } from './person-links.ts';
import { returningIdOf } from './returning-id-of.ts';
import type { Store } from './store/store.ts';
import { ChannelNames } from './upstream/channel-names.ts';
import { LoginStreaks } from './upstream/login-streaks.ts';
import { ProfileFiller, type ProfileFact } from './upstream/profile-filler.ts';
import type { ReturningApi } from './upstream/returning-api.ts';
import type { ReturningReads } from './upstream/returning-reads.ts';
import { ScoreSync } from './upstream/score-sync.ts';
import { walkScores } from './upstream/scores.ts';
import { createUpstream, type Upstream, type UpstreamKeys } from './upstream/upstream.ts';
import type { UsersPage } from './upstream/users-page.ts';

export interface CommunityUpstreamOptions {
  readonly community: CommunityConfig;
  readonly keys: UpstreamKeys | undefined;
  readonly links?: PersonLinks | undefined;
  /** Of a community that links people by their e-mail addresses. */
  readonly emailHash?: EmailHash | undefined;
  readonly store: Store;
  readonly log: Log;
  readonly clock: () => number;
}

const MINUTE_MS = 60_000;

/** The part of a minute's requests that may read channels again. */
const REREAD_SHARE = 1 / 5;
const SHORTEST_REREAD_PAUSE_MS = 5000;

/**
 * What a community's platforms are asked for beside the hooks: names of people and channels known by id only, their own
 * scores and streaks, and messages no hook told of; and told, which badges were given and taken.
 */
export class CommunityUpstream {
  /** Undefined where Returning.AI's API has no key. */
  readonly messages: ChannelMessages | undefined;
  readonly #rereads: ChannelRereads | undefined;
  readonly #upstream: Upstream;
  readonly #profiles: ProfileFiller;
  readonly #channelNames: ChannelNames;
  readonly #streaks: LoginStreaks | undefined;
  readonly #badges: BadgeMirror | undefined;
  readonly #scores: ScoreSync | undefined;

  constructor(options: CommunityUpstreamOptions) {
    const { community, keys, emailHash, store, log, clock } = options;
    this.#upstream = createUpstream({ config: community.upstream, keys, emailHash, log });
    this.#profiles = new ProfileFiller({
      profiles: this.#upstream.profiles,
      record: (profile) => keepProfile(profile, options),
      log,
    });
    const { returning, badges, reads, slack } = this.#upstream;
    this.#channelNames = new ChannelNames({ community, reads, slack, log });
    this.#streaks = reads && createStreaks(reads, options);
    const userIdOf = (member: string): Promise<string | undefined> => returningIdOf(store, community.id, member);
    this.#badges = badges && new BadgeMirror({ platform: badges, userIdOf, log });
    this.#scores = returning && createScoreSync(returning, options);
    const onKept = (fact: Fact): void => {
      this.#profiles.follow(fact);
      options.links?.follow(options.links.pairsOf(fact, undefined));
    };
    this.messages = returning && new ChannelMessages({ community, returning, store, clock, onKept });
    this.#rereads = this.messages && createRereads(this.messages, options);
  }

  /** Begins to ask. */
  start(): void {
    this.#scores?.start();
    this.#channelNames.start();
  }

  /** What readers are to call a channel. */
  nameOf(channel: ChannelConfig): string {
    return this.#channelNames.nameOf(channel);
  }

  /** Notes whom a fact names without a name, whose streak may have grown, and which channel it is a hint to; never waits for anyone. */
  follow(fact: Fact): void {
    this.#profiles.follow(fact);
    this.#streaks?.follow(fact);
    this.#rereads?.follow(fact);
  }

  /**
   * Everyone on Returning.AI with their names and counts, page by page; undefined where its API has no key.
   * What is yielded throws {UpstreamError}.
   */
  walkUsers(signal: AbortSignal): AsyncIterable<UsersPage> | undefined {
    const { returning } = this.#upstream;
    return returning && walkScores(returning, signal, { withNames: true });
  }

  /** Has a badge given or taken on the platform too, where it has a key; never waits for it. */
  followBadge(notice: BadgeNotice): void {
    this.#badges?.follow(notice);
  }

  close(): void {
    this.#profiles.close();
    this.#streaks?.close();
    this.#rereads?.close();
    void this.#channelNames.close();
    void this.#scores?.close();
    this.#upstream.close();
  }
}

async function keepProfile(
  profile: ProfileFact,
  { community, links, store, clock }: CommunityUpstreamOptions,
): Promise<void> {
  await store.transact(community.id, recordProfile(profile, community, clock()));
  const { source, externalId, emailHash } = profile;
  await links?.join(links.pairsByEmail(source, externalId, emailHash));
}

/** Undefined where no badge is given for a streak. */
function createStreaks(
  reads: ReturningReads,
  { community, store, log, clock }: CommunityUpstreamOptions,
): LoginStreaks | undefined {
  if (!community.badges.some(({ rule }) => rule?.kind === 'streak')) return undefined;
  const { id, timeZone } = community;
  return new LoginStreaks({
    reads,
    today: () => {
      const day = dayAt(clock(), timeZone);
      return { day, begunMsAgo: clock() - startOfDay(day, timeZone) };
    },
    record: async ({ externalId, days, ageMs }) => {
      const now = clock();
      await store.transact(id, recordLoginStreak({ externalId, days, at: now - ageMs }, community, now));
    },
    log,
  });
}

/** Undefined where no board shows what the platform counts. */
function createScoreSync(
  returning: ReturningApi,
  { community, store, log }: CommunityUpstreamOptions,
): ScoreSync | undefined {
  const everyMinutes = community.upstream?.returning?.scoresEveryMinutes;
  if (everyMinutes === undefined || !community.boards.some(isPlatformBoard)) return undefined;
  return new ScoreSync({
    walk: (signal) => walkScores(returning, signal),
    record: async (scores, at) => void (await store.transact(community.id, setScores(scores, community, at))),
    everyMs: everyMinutes * MINUTE_MS,
    log,
  });
}

/** Undefined where no channel shows what is posted there. */
function createRereads(
  messages: ChannelMessages,
  { community, store, log }: CommunityUpstreamOptions,
): ChannelRereads | undefined {
  const requestsPerMinute = community.upstream?.returning?.requestsPerMinute;
  if (requestsPerMinute === undefined || !community.channels.some(({ returning }) => returning.length > 0)) {
    return undefined;
  }
  const everyMs = Math.max(SHORTEST_REREAD_PAUSE_MS, MINUTE_MS / (requestsPerMinute * REREAD_SHARE));
  return new ChannelRereads({ messages, community, store, log, everyMs });
}
