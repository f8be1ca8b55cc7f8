import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/bridge/config/config.ts';
import { collections } from '../src/bridge/domain/documents.ts';
import { HookIntake } from '../src/bridge/hook-intake.ts';
import { SqliteStore } from '../src/bridge/store/sqlite.ts';
import { messageFacts } from './bench-ingest/facts.ts';
import { runAtRate, type Durations } from './bench-ingest/run-at-rate.ts';

/**
 * `npm run bench:ingest [-- --folder FOLDER] [--durability full]`: how long a fact takes in a database on disk, by who brings
 * the write-ahead log into the file: the writer itself (SQLite's own way), or a thread. The two take turns. It is the folder's
 * disk that is measured (default: that of temporary files). Fails below the target; with full durability, where a bridge has
 * no thread, there is none.
 */

const SEED_FACTS = 20_000;
const RATE = { perSecond: 500, seconds: 5 };
/** Of each. Short ones, so that what else the machine does meets both alike. */
const TURNS = 4;
/** How many times longer the writer's 99th percentile of a transaction is to be than the thread's. */
const TARGET = 1.5;

const ways = ['writer', 'thread'] as const;

type Checkpoints = (typeof ways)[number];

const options = { folder: { type: 'string', default: tmpdir() }, durability: { type: 'string', default: 'normal' } } as const; // prettier-ignore
const { values } = parseArgs({ options });
const durability = values.durability === 'full' ? 'full' : 'normal';
const folder = await mkdtemp(join(values.folder, 'bench-ingest-'));
const keep = await factKeeper();

/** @returns what keeps one more fact of the demo's community */
async function factKeeper(): Promise<(store: SqliteStore) => Promise<unknown>> {
  const config = await loadConfig(join(import.meta.dirname, '../demo/bridge.config.json'), {});
  const [community] = config.communities;
  const channel = community?.channels[0]?.returning[0];
  if (community === undefined || channel === undefined) throw new Error('The demo has no channel of Returning.AI.');
  const facts = messageFacts(channel);
  return (store) => new HookIntake(store, Date.now).keepFact(community, facts.next().value);
}

function open(path: string, checkpoints: Checkpoints): SqliteStore {
  return new SqliteStore({ path, collections: Object.values(collections), checkpoints, durability });
}

async function seed(): Promise<string> {
  const path = join(folder, 'seed.sqlite');
  const store = open(path, 'writer');
  for (let count = 0; count < SEED_FACTS; count += 1) await keep(store);
  await store.close();
  return path;
}

async function measure(seeded: string, checkpoints: Checkpoints): Promise<Durations> {
  const path = join(folder, `${checkpoints}.sqlite`);
  await cp(seeded, path);
  const store = open(path, checkpoints);
  const durations = await runAtRate(RATE, () => keep(store));
  await store.close();
  return durations;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

function compare(what: string, writer: readonly number[], thread: readonly number[]): void {
  const parts = Object.entries({ p50: 0.5, p90: 0.9, p99: 0.99, max: 1 });
  const texts = parts.map(([name, part]) => {
    const [before, after] = [quantile(writer, part), quantile(thread, part)];
    return `${name} ${before.toFixed(2)} | ${after.toFixed(2)} ms (${(before / after).toFixed(1)}×)`;
  });
  console.log(`${what}: ${texts.join(', ')}`);
}

try {
  const seeded = await seed();
  const durations = { writer: { taken: [], waited: [] }, thread: { taken: [], waited: [] } } as Record<Checkpoints, Durations>; // prettier-ignore
  for (const checkpoints of Array.from({ length: TURNS }, () => ways).flat()) {
    const { taken, waited } = await measure(seeded, checkpoints);
    console.log(`${checkpoints}: p99 of a transaction ${quantile(taken, 0.99).toFixed(2)} ms, of being due ${quantile(waited, 0.99).toFixed(2)} ms`); // prettier-ignore
    durations[checkpoints].taken.push(...taken);
    durations[checkpoints].waited.push(...waited);
  }
  const { writer, thread } = durations;
  console.log(`${RATE.perSecond} facts a second, ${writer.taken.length} each, durability ${durability}: writer | thread (ratio)`); // prettier-ignore
  compare('a transaction', writer.taken, thread.taken);
  compare('from when a fact was due to when it was kept', writer.waited, thread.waited);
  const ratio = quantile(writer.taken, 0.99) / quantile(thread.taken, 0.99);
  console.log(`99th percentile of a transaction: ${ratio.toFixed(1)}× (target ≥ ${TARGET}×)`);
  if (durability === 'normal' && ratio < TARGET) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
