import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact } from '../schemas/fact.ts';
import { BadgeMirror } from './badge-mirror.ts';
import { recordProfile } from './domain/record-profile.ts';
import { isPlatformBoard, setScores } from './domain/set-scores.ts';
import type { BadgeNotice } from './follow-badges.ts';
import type { Log } from './log.ts';
import { returningIdOf } from './returning-id-of.ts';
import type { Store } from './store/store.ts';
import { ProfileFiller } from './upstream/profile-filler.ts';
import { ScoreSync } from './upstream/score-sync.ts';
import { walkScores } from './upstream/scores.ts';
import { createUpstream, type Upstream, type UpstreamKeys } from './upstream/upstream.ts';

export interface CommunityUpstreamOptions {
  readonly community: CommunityConfig;
  readonly keys: UpstreamKeys | undefined;
  readonly store: Store;
  readonly log: Log;
  readonly clock: () => number;
}

const MINUTE_MS = 60_000;

/**
 * What a community's platforms are asked for beside the hooks: names of people known by id only, and their own
 * scores; and told, which badges were given and taken.
 */
export class CommunityUpstream {
  readonly #upstream: Upstream;
  readonly #profiles: ProfileFiller;
  readonly #badges: BadgeMirror | undefined;
  readonly #scores: ScoreSync | undefined;

  constructor({ community, keys, store, log, clock }: CommunityUpstreamOptions) {
    this.#upstream = createUpstream({ config: community.upstream, keys, log });
    this.#profiles = new ProfileFiller({
      profiles: this.#upstream.profiles,
      record: async (profile) => void (await store.transact(community.id, recordProfile(profile, community, clock()))),
      log,
    });
    const { returning, badges } = this.#upstream;
    const userIdOf = (member: string): Promise<string | undefined> => returningIdOf(store, community.id, member);
    this.#badges = badges && new BadgeMirror({ platform: badges, userIdOf, log });
    const everyMinutes = community.upstream?.returning?.scoresEveryMinutes;
    if (returning === undefined || everyMinutes === undefined || !community.boards.some(isPlatformBoard)) return;
    this.#scores = new ScoreSync({
      walk: (signal) => walkScores(returning, signal),
      record: async (scores, at) => void (await store.transact(community.id, setScores(scores, community, at))),
      everyMs: everyMinutes * MINUTE_MS,
      log,
    });
  }

  /** Begins to ask. */
  start(): void {
    this.#scores?.start();
  }

  /** Notes whom a fact names without a name; never waits for anyone. */
  follow(fact: Fact): void {
    this.#profiles.follow(fact);
  }

  /** Has a badge given or taken on the platform too, where it has a key; never waits for it. */
  followBadge(notice: BadgeNotice): void {
    this.#badges?.follow(notice);
  }

  close(): void {
    this.#profiles.close();
    void this.#scores?.close();
    this.#upstream.close();
  }
}
