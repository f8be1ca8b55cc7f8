import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact } from '../schemas/fact.ts';
import { collections } from './domain/documents.ts';
import type { FactOutcome } from './domain/fact-context.ts';
import { recordFact } from './domain/record-fact.ts';
import type { PersonLinks } from './person-links.ts';
import { newMemberId } from './new-member-id.ts';
import type { Json, Store } from './store/store.ts';

/** Keeps what passed the door. Resolves once it is durable. */
export class HookIntake {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #onKept: (community: CommunityConfig, fact: Fact) => void;
  readonly #links: ReadonlyMap<string, PersonLinks>;

  /**
   * @param onKept told of each fact that was new, once it is durable; must not throw
   * @param links by community
   */
  constructor(
    store: Store,
    clock: () => number,
    onKept: (community: CommunityConfig, fact: Fact) => void = () => undefined,
    links: ReadonlyMap<string, PersonLinks> = new Map(),
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#onKept = onKept;
    this.#links = links;
  }

  /** @param emailHash of the fact's person, where the community links by it */
  async keepFact(community: CommunityConfig, fact: Fact, emailHash?: string): Promise<FactOutcome> {
    const links = this.#links.get(community.id);
    const fresh = { person: newMemberId(), referrer: newMemberId() };
    const keep = (): Promise<FactOutcome> =>
      this.#store.transact(community.id, recordFact(fact, { community, fresh, now: this.#clock() }));
    const outcome = await (links?.keepAmong(links.pairsOf(fact, emailHash), keep) ?? keep());
    if (outcome === 'accepted') this.#onKept(community, fact);
    return outcome;
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
