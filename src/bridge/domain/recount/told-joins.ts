import type { JoinDocument, NameHolder } from '../documents.ts';
import { joinCredits } from '../joins.ts';
import { referralCredits } from '../referrals.ts';
import type { Credit } from '../scoring.ts';

interface PersonJoins {
  readonly told: JoinDocument[];
  /** The one that counts, as the store knows it: its fact may be gone. */
  counted: JoinDocument;
}

/** All joins that are told. What they add up to is known when all are: one may come to light that was earlier. */
export class ToldJoins {
  readonly #people = new Map<string, PersonJoins>();
  /** By the key of a name, for all names that brought somebody. */
  readonly #holders = new Map<string, readonly NameHolder[]>();

  /** @param counted the join of the person that counts */
  add(person: string, join: JoinDocument, counted: JoinDocument): void {
    const known = this.#people.get(person) ?? { told: [], counted };
    known.told.push(join);
    known.counted = counted;
    this.#people.set(person, known);
  }

  /** @returns whether it changes what joins add up to */
  setHolders(key: string, holders: readonly NameHolder[]): boolean {
    const isSame = JSON.stringify(this.#holders.get(key)) === JSON.stringify(holders);
    this.#holders.set(key, holders);
    return !isSame;
  }

  hasBrought(key: string): boolean {
    return this.#holders.has(key);
  }

  has(person: string, at: number): boolean {
    return this.#people.get(person)?.told.some((join) => join.at === at) ?? false;
  }

  credits(): Credit[] {
    return [...this.#people].flatMap(([person, { told, counted }]) =>
      told.flatMap((join) => this.#creditsOf(person, join, counted)),
    );
  }

  #creditsOf(person: string, join: JoinDocument, counted: JoinDocument): Credit[] {
    const isCounted = join.at === counted.at;
    const own = joinCredits(person, join, isCounted ? undefined : counted);
    if (join.referrer === null) return own;
    const holders = this.#holders.get(join.referrer) ?? [];
    return [...own, ...referralCredits({ person, at: join.at }, holders, { isCounted })];
  }
}
