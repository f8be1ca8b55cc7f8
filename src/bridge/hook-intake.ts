import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact } from '../schemas/fact.ts';
import { collections } from './domain/documents.ts';
import { recordFact, type FactOutcome } from './domain/decide.ts';
import { newMemberId } from './new-member-id.ts';
import type { Json, Store } from './store/store.ts';

/** Keeps what passed the door. Resolves once it is durable. */
export class HookIntake {
  readonly #store: Store;
  readonly #clock: () => number;

  constructor(store: Store, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
  }

  async keepFact(community: CommunityConfig, fact: Fact): Promise<FactOutcome> {
    const fresh = { person: newMemberId(), referrer: newMemberId() };
    return this.#store.transact(community.id, recordFact(fact, { community, fresh, now: this.#clock() }));
  }

  /**
   * Puts aside what was authentic but could not be read, as it came, so that a better reader can take it later.
   * @param digest names the letter: the same for the same body
   */
  async keepDeadLetter(
    communityId: string,
    letter: { platform: string; digest: string; body: Json },
  ): Promise<FactOutcome> {
    const claim = `dead:${letter.platform}:${letter.digest}`;
    const receivedAt = this.#clock();
    return this.#store.transact(communityId, {
      reads: [() => ({ claims: [claim] })],
      decide: (view) =>
        view.isClaimed(claim)
          ? { outcome: 'duplicate' }
          : {
              outcome: 'accepted',
              writes: {
                claims: [claim],
                documents: [{ collection: collections.deadLetters, key: claim, value: { ...letter, receivedAt } }],
                standings: [],
                entry: { at: receivedAt, changes: [] },
              },
            },
    });
  }
}
