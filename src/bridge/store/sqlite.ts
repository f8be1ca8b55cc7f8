import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { RecordedView } from './recorded-view.ts';
import { backUp } from './sqlite-backup.ts';
import { emptyLog } from './sqlite-checkpoint.ts';
import { startCheckpoints, type CheckpointOptions, type Checkpoints } from './sqlite-checkpoints.ts';
import { closeInOrder, newEpoch } from './sqlite-epoch.ts';
import { guarded } from './sqlite-guarded.ts';
import { openDatabase, type OpenOptions } from './sqlite-open.ts';
import { putProbe, removeProbe } from './sqlite-probe.ts';
import { collectionOf, parseJson, SqliteReader } from './sqlite-reader.ts';
import { sizeOf } from './sqlite-size.ts';
import { prepareStatements, type SqliteStatements } from './sqlite-statements.ts';
import {
  type Json,
  type LogListener,
  type LogPage,
  type Reads,
  type Removals,
  type Store,
  type StoredClaim,
  type StoredDocument,
  type Upkeep,
  type View,
  type Work,
  type Writes,
} from './store.ts';

export interface SqliteStoreOptions extends OpenOptions, CheckpointOptions {
  /** How many log entries a space keeps. Default 100,000. */
  readonly logEntries?: number;
  readonly clock?: () => number;
  /** Told when a listener of `follow` throws. Default: thrown where nobody catches it, which ends the process. */
  readonly onListenerError?: (error: unknown) => void;
}

interface Space {
  readonly id: number;
  readonly epoch: string;
  head: number;
}

const spaceRow = z.object({ id: z.int(), epoch: z.string(), head: z.int() });
const firstRow = z.object({ first: z.nullable(z.int()) });
const claimRow = z.object({ claim: z.string(), claimedAt: z.int() });
const rankingRow = z.object({ ranking: z.string() });
const entryRow = z.object({ sequence: z.int(), entry: z.string() });
const documentRow = z.object({ key: z.string(), value: z.string() });

/** The embedded store: one SQLite file, used by this process alone. Every call runs to its end at once. */
export class SqliteStore implements Store {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements: SqliteStatements;
  readonly #logEntries: number;
  readonly #clock: () => number;
  readonly #onListenerError: (error: unknown) => void;
  readonly #spaces = new Map<string, Space>();
  readonly #listeners = new Set<LogListener>();
  readonly #checkpoints: Checkpoints | undefined;

  /** @throws when the file can't be opened, or was written by a newer version */
  constructor(options: SqliteStoreOptions) {
    this.#path = options.path;
    this.#database = openDatabase(options);
    this.#statements = prepareStatements(this.#database, options.collections);
    this.#logEntries = options.logEntries ?? 100_000;
    this.#clock = options.clock ?? Date.now;
    this.#onListenerError = options.onListenerError ?? throwLater;
    this.#checkpoints = startCheckpoints(this.#database, options);
  }

  async read(space: string, reads: Reads): Promise<View> {
    return this.#inTransaction('BEGIN', () => this.#view(this.#space(space), reads));
  }

  async transact<Outcome>(spaceName: string, work: Work<Outcome>): Promise<Outcome> {
    const { outcome, written } = this.#inTransaction('BEGIN IMMEDIATE', () => {
      const space = this.#space(spaceName);
      const decision = work.decide(this.#view(space, work.reads));
      if (decision.writes !== undefined) this.#write(space, decision.writes);
      return { outcome: decision.outcome, written: decision.writes };
    });
    if (written !== undefined) this.#tell(spaceName, written);
    return outcome;
  }

  async scan(
    space: string,
    collection: string,
    { after = '', limit }: { after?: string; limit: number },
  ): Promise<readonly StoredDocument[]> {
    return guarded(() =>
      collectionOf(this.#statements, collection)
        .scan.all(this.#space(space).id, after, limit)
        .map((row) => documentRow.parse(row))
        .map(({ key, value }) => ({ key, value: parseJson(value) })),
    );
  }

  async scanClaims(
    space: string,
    { prefix, after = '', limit }: { prefix: string; after?: string; limit: number },
  ): Promise<readonly StoredClaim[]> {
    return guarded(() =>
      this.#statements.claims.all(this.#space(space).id, prefix, after, limit).map((row) => claimRow.parse(row)),
    );
  }

  async scanRankings(
    space: string,
    { after = '', limit }: { after?: string; limit: number },
  ): Promise<readonly string[]> {
    return guarded(() =>
      this.#statements.rankings.all(this.#space(space).id, after, limit).map((row) => rankingRow.parse(row).ranking),
    );
  }

  async upkeep(spaceName: string, { documents = [], removed }: Upkeep): Promise<void> {
    this.#inTransaction('BEGIN IMMEDIATE', () => {
      const space = this.#space(spaceName);
      this.#remove(space, removed);
      this.#put(space, documents);
    });
  }

  // `secure_delete` has blanked what was taken out; older copies of those pages stand in the write-ahead log.
  async shred(): Promise<void> {
    await emptyLog(this.#database);
  }

  async probe(): Promise<void> {
    this.#inTransaction('BEGIN IMMEDIATE', () => putProbe(this.#database));
    this.#inTransaction('BEGIN IMMEDIATE', () => removeProbe(this.#database));
  }

  async size(): Promise<number> {
    return guarded(() => sizeOf(this.#database, this.#path));
  }

  /** Copies the whole store into a new file while it is used. See `sqlite-backup.ts`. */
  async backup(path: string): Promise<void> {
    await backUp(this.#path, path);
  }

  async readLog(spaceName: string, { after, limit }: { after: number; limit: number }): Promise<LogPage> {
    return this.#inTransaction('BEGIN', () => {
      const { id, epoch, head } = this.#space(spaceName);
      const first = firstRow.parse(this.#statements.firstEntry.get(id)).first ?? head + 1;
      const entries = this.#statements.entries
        .all(id, after, limit)
        .map((row) => entryRow.parse(row))
        .map(({ sequence, entry }) => ({ sequence, entry: parseJson(entry) }));
      return { epoch, first, head, entries };
    });
  }

  async rewriteLog(
    spaceName: string,
    { after, limit }: { after: number; limit: number },
    rewrite: (entry: Json) => Json | undefined,
  ): Promise<number | undefined> {
    return this.#inTransaction('BEGIN IMMEDIATE', () => {
      const { id } = this.#space(spaceName);
      const rows = this.#statements.entries.all(id, after, limit).map((row) => entryRow.parse(row));
      for (const { sequence, entry } of rows) {
        const rewritten = rewrite(parseJson(entry));
        if (rewritten !== undefined) this.#statements.replaceEntry.run(JSON.stringify(rewritten), id, sequence);
      }
      return rows.at(-1)?.sequence;
    });
  }

  follow(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#checkpoints?.stop();
    if (!this.#database.isOpen) return;
    this.#listeners.clear();
    closeInOrder(this.#database);
  }

  #view({ id, epoch, head }: Space, reads: Reads): View {
    const view = new RecordedView({ epoch, sequence: head });
    const reader = new SqliteReader(this.#statements, id);
    for (const query of reads) view.record(query(view), reader);
    return view;
  }

  #write(space: Space, { claims, documents, standings, removed, entry }: Writes): void {
    this.#remove(space, removed);
    for (const claim of claims) this.#statements.claim.run(space.id, claim, this.#clock());
    this.#put(space, documents);
    for (const { ranking, member, score, tie } of standings) {
      const isNew = this.#statements.standing.get(space.id, ranking, member) === undefined;
      this.#statements.rank.run(space.id, ranking, member, score, tie);
      if (isNew) this.#statements.countOneMore.run(space.id, ranking);
    }
    const sequence = space.head + 1;
    this.#statements.append.run(space.id, sequence, JSON.stringify(entry));
    this.#statements.trim.run(space.id, sequence - this.#logEntries);
    this.#statements.setHead.run(sequence, space.id);
  }

  #put(space: Space, documents: Writes['documents']): void {
    for (const { collection, key, value } of documents) {
      collectionOf(this.#statements, collection).put.run(space.id, key, JSON.stringify(value));
    }
  }

  #remove(space: Space, { claims = [], documents = [], standings = [] }: Removals = {}): void {
    for (const claim of claims) this.#statements.unclaim.run(space.id, claim);
    for (const { collection, key } of documents) collectionOf(this.#statements, collection).remove.run(space.id, key);
    for (const { ranking, member } of standings) {
      const { changes } = this.#statements.unrank.run(space.id, ranking, member);
      if (changes === 0) continue;
      this.#statements.countOneLess.run(space.id, ranking);
      this.#statements.dropEmptyTotal.run(space.id, ranking);
    }
  }

  #tell(spaceName: string, { entry }: Writes): void {
    const space = this.#space(spaceName);
    space.head += 1;
    const told = { sequence: space.head, entry };
    for (const listener of this.#listeners) {
      // What is kept is kept: a listener that fails must not make it look as if it were not.
      try {
        listener(spaceName, space.epoch, told);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }

  // The process owns the file, so what it read once of a space stays true.
  #space(name: string): Space {
    const known = this.#spaces.get(name);
    if (known !== undefined) return known;
    if (this.#statements.space.get(name) === undefined) this.#statements.addSpace.run(name, newEpoch());
    const space = spaceRow.parse(this.#statements.space.get(name));
    this.#spaces.set(name, space);
    return space;
  }

  #inTransaction<Result>(begin: string, action: () => Result): Result {
    return guarded(() => {
      this.#database.exec(begin);
      try {
        const result = action();
        this.#database.exec('COMMIT');
        return result;
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        // A space first met in this transaction is gone with it.
        this.#spaces.clear();
        throw error;
      }
    });
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
