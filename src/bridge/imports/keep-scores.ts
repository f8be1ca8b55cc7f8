import { setImmediate } from 'node:timers/promises';
import type { BoardConfig, CommunityConfig } from '../../schemas/config.ts';
import type { ScoreImportedFact } from '../../schemas/fact.ts';
import { importClaim } from '../domain/fact-claim.ts';
import { identityKey } from '../domain/identity.ts';
import { meetPeople, type ToldPerson } from '../domain/import/meet-people.ts';
import { recordScores, type ScoresOutcome } from '../domain/import/record-scores.ts';
import { setScores, type PlatformScore } from '../domain/set-scores.ts';
import { newMemberId } from '../new-member-id.ts';
import type { PersonLinks } from '../person-links.ts';
import type { Store } from '../store/store.ts';
import type { ScoreRow } from './score-row.ts';

export interface ScoresPlace {
  readonly store: Store;
  readonly community: CommunityConfig;
  /** Those of a bridge that runs; where none does, its next start makes one member of people who are one. */
  readonly links?: PersonLinks | undefined;
  /** Epoch ms. */
  readonly now: number;
}

/** So many in one transaction: about 15 ms with four periods, with room for hooks between. */
const BATCH = 50;

/** Counts dated scores on a board, on top of what it counts by itself. Doing it again changes nothing. */
export async function addScores(
  rows: readonly ScoreRow[],
  board: BoardConfig,
  place: ScoresPlace,
): Promise<ScoresOutcome> {
  const { store, community, now } = place;
  const facts = rows.flatMap((row) => factOf(row, board) ?? []);
  const total = { added: 0, changed: 0, same: 0 };
  for (const ofOneDay of Map.groupBy(facts, ({ at }) => at).values()) {
    for (const batch of batchesOf(ofOneDay)) {
      const work = recordScores(batch, { community, fresh: batch.map(() => newMemberId()), now });
      const { added, changed, same } = await amongLinked(batch, place, () => store.transact(community.id, work));
      total.added += added;
      total.changed += changed;
      total.same += same;
      await setImmediate();
    }
  }
  return total;
}

/** A person's own counts on the platform. */
export interface CountedPerson extends PlatformScore {
  readonly name?: string | undefined;
  readonly avatar?: string | undefined;
}

/** Sets the platform's own counts of people, whom it makes members. Of someone who is listed twice the last count stands. */
export async function setCounts(people: readonly CountedPerson[], place: ScoresPlace): Promise<void> {
  const { store, community, now } = place;
  for (const batch of batchesOf(people)) {
    const told = batch.map(toldPerson);
    const fresh = batch.map(() => newMemberId());
    await amongLinked(told, place, () => store.transact(community.id, meetPeople(told, fresh, now)));
    await store.transact(community.id, setScores(batch, community, now));
    await setImmediate();
  }
}

/** Keeps what may be somebody's first, with those whom the configuration says to be one person. */
async function amongLinked<Outcome>(
  people: readonly ToldPerson[],
  { links }: ScoresPlace,
  keep: () => Promise<Outcome>,
): Promise<Outcome> {
  if (links === undefined) return keep();
  const keys = people.map(({ source, person }) => identityKey(source, person.externalId));
  return links.keepAmong(links.configuredOf(keys), keep);
}

// Whatever else told a name or a picture goes before: a list says how people are called who are known by nothing else.
function toldPerson({ externalId, name, avatar }: CountedPerson): ToldPerson {
  const person = { externalId, ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
  return { source: 'returning', person, at: 0 };
}

function factOf({ source, person, score, at }: ScoreRow, { slug: board }: BoardConfig): ScoreImportedFact | undefined {
  if (at === undefined) return undefined;
  const told = { source, person, board, at };
  return { kind: 'score.imported', ...told, score, delivery: importClaim(told) };
}

function* batchesOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
