import { collections } from '../domain/documents.ts';
import { holdersOf, identityKey, identityKeys, identityRef, resolveIdentity } from '../domain/identity.ts';
import { joinRef, readJoin } from '../domain/joins.ts';
import { isDeed } from '../domain/fact-kinds.ts';
import { logEntry } from '../domain/log-entry.ts';
import { referrerKey } from '../domain/people.ts';
import type { Tally } from '../domain/recount/tally.ts';
import { fact as factSchema, type Fact } from '../../schemas/fact.ts';
import type { DocumentRef, StoredDocument, View } from '../store/store.ts';
import { BATCH, documentBatches, type Place } from './batches.ts';

/** Counts all kept facts, and then those that come in. */
export class FactCount {
  readonly #place: Place;
  readonly #tally: Tally;
  /** Up to which log entry all facts are counted; undefined before the first time. */
  #sequence: number | undefined;

  constructor(place: Place, tally: Tally) {
    this.#place = place;
    this.#tally = tally;
  }

  /** @returns the sequence up to which all facts are counted */
  async catchUp(): Promise<number> {
    const { store, space } = this.#place;
    for (;;) {
      const after = this.#sequence ?? 0;
      const { first, head, entries } = await store.readLog(space, { after, limit: BATCH });
      if (this.#sequence === undefined || first > after + 1) {
        await this.#countAll();
        this.#sequence = head;
        continue;
      }
      const last = entries.at(-1);
      if (last === undefined) return after;
      // An entry has the date of the fact it was written for, which a fact's key begins with.
      for (const at of new Set(entries.map(({ entry }) => logEntry.parse(entry).at))) await this.#countOf(at);
      this.#sequence = last.sequence;
    }
  }

  async #countAll(): Promise<void> {
    for await (const batch of documentBatches(this.#place, collections.facts)) await this.#count(batch);
  }

  async #countOf(at: number): Promise<void> {
    const prefix = `${String(at).padStart(16, '0')} `;
    for (let after = prefix; ;) {
      const batch = await this.#place.store.scan(this.#place.space, collections.facts, { after, limit: BATCH });
      const found = batch.filter(({ key }) => key.startsWith(prefix));
      await this.#count(found);
      const last = found.at(-1);
      if (last === undefined || found.length < BATCH) return;
      after = last.key;
    }
  }

  async #count(batch: readonly StoredDocument[]): Promise<void> {
    const facts = batch.map(({ key, value }) => ({ key, fact: factSchema.parse(value) }));
    const documents = facts.flatMap(({ fact }) => keysOf(fact)).map(identityRef);
    const view = await this.#place.store.read(this.#place.space, [
      () => ({ documents }),
      (names) => ({ documents: facts.flatMap(({ fact }) => joinRefs(fact, names)) }),
    ]);
    const known = {
      holdersOf: (name: string) => holdersOf(view, name),
      joinOf: (member: string) => readJoin(view, member),
    };
    for (const { key, fact } of facts) this.#tally.add(key, fact, known);
  }
}

function keysOf(fact: Fact): string[] {
  if (fact.kind === 'score.imported') return [identityKey(fact.source, fact.person.externalId)];
  if (fact.kind === 'message.reacted') return [identityKey(fact.source, fact.person.externalId)];
  return isDeed(fact) ? [...identityKeys(fact.source, fact.person), referrerKey(fact) ?? []].flat() : [];
}

function joinRefs(fact: Fact, view: View): DocumentRef[] {
  if (fact.kind !== 'member.joined') return [];
  const person = resolveIdentity(view, identityKey(fact.source, fact.person.externalId));
  return person === undefined ? [] : [joinRef(person)];
}
