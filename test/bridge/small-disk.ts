import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';

const PLENTY = 1_000_000;

/** A disk as SQLite sees it: a database that may not grow is answered SQLITE_FULL, as one on a disk without room is. */
export class SmallDisk {
  readonly #databases = new Set<DatabaseSync>();
  readonly #exec: (this: DatabaseSync, sql: string) => void;
  #pages = PLENTY;

  /** @param context the test; every database that it opens from now on stands on this disk */
  constructor(context: TestContext) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own `this`
    const { exec } = DatabaseSync.prototype;
    this.#exec = exec;
    const met = (database: DatabaseSync): void => this.#meet(database);
    context.mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
      met(this);
      exec.call(this, sql);
    });
  }

  /** Leaves the room of the pages that are taken already, and no more. */
  fill(): void {
    this.#allow(1);
  }

  makeRoom(): void {
    this.#allow(PLENTY);
  }

  /** Has every write fail, whatever room there is. */
  makeReadOnly(): void {
    this.#each('PRAGMA query_only = ON');
  }

  // SQLite never takes fewer than there are.
  #allow(pages: number): void {
    this.#pages = pages;
    this.#each(`PRAGMA max_page_count = ${pages}`);
  }

  #each(sql: string): void {
    for (const database of this.#databases) if (database.isOpen) this.#exec.call(database, sql);
  }

  #meet(database: DatabaseSync): void {
    if (this.#databases.has(database)) return;
    this.#databases.add(database);
    this.#exec.call(database, `PRAGMA max_page_count = ${this.#pages}`);
  }
}
