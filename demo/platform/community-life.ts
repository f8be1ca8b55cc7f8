import { lines } from './lines.ts';
import { messageIds } from './message-ids.ts';
import { people, type DemoPerson } from './people.ts';
import { messagePosted, userJoins, userVisits, type Webhook } from './webhooks.ts';

/** How many are there from the start. */
const FOUNDERS = 6;
const JOIN_CHANCE = 0.1;
const VISIT_CHANCE = 0.25;
/** Fewer than any language has. */
const LINES_BEFORE_REPEATING = 4;
/** The platform tells a visit once per user in any 24 hours. */
const VISIT_PAUSE_MS = 24 * 60 * 60 * 1000;

export interface LifeOptions {
  /** At least 0, below 1, as `Math.random`. */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What goes on in the stand-in community: each webhook dated when it is asked for. The same randomness tells the same story. */
export class CommunityLife {
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #nextMessageId: () => string;
  readonly #members: DemoPerson[] = [];
  readonly #visitedAt = new Map<DemoPerson, number>();
  #recentLines: readonly string[] = [];

  constructor({ random, now }: LifeOptions) {
    this.#random = random;
    this.#now = now;
    this.#nextMessageId = messageIds(random, now);
  }

  /** Those who found the community join, one after the other. */
  *founding(): Generator<Webhook, void> {
    while (this.#members.length < FOUNDERS) yield this.#join();
  }

  /** Someone joins while there are people left, visits, or (mostly) posts. */
  next(): Webhook {
    if (this.#members.length < people.length && this.#random() < JOIN_CHANCE) return this.#join();
    const visitor = this.#random() < VISIT_CHANCE ? this.#someoneAwayForADay() : undefined;
    return visitor ? this.#visit(visitor) : this.#post();
  }

  #join(): Webhook {
    const person = at(people, this.#members.length);
    this.#members.push(person);
    return userJoins(person, this.#date());
  }

  #visit(person: DemoPerson): Webhook {
    const date = this.#date();
    this.#visitedAt.set(person, date.getTime());
    return userVisits(person, date);
  }

  #post(): Webhook {
    // Squared, so that the early ones talk more and the boards show a spread.
    const author = at(this.#members, Math.floor(this.#random() ** 2 * this.#members.length));
    const text = this.#pick(lines[author.language].filter((line) => !this.#recentLines.includes(line)));
    this.#recentLines = [text, ...this.#recentLines].slice(0, LINES_BEFORE_REPEATING);
    return messagePosted(author, { id: this.#nextMessageId(), text }, this.#date());
  }

  #someoneAwayForADay(): DemoPerson | undefined {
    const dayAgo = this.#now() - VISIT_PAUSE_MS;
    const away = this.#members.filter((person) => (this.#visitedAt.get(person) ?? -Infinity) <= dayAgo);
    return away.length > 0 ? this.#pick(away) : undefined;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return at(items, Math.floor(this.#random() * items.length));
  }

  #date(): Date {
    return new Date(this.#now());
  }
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
