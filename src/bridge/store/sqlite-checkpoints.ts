import { once } from 'node:events';
import { extname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { tryCheckpoint } from './sqlite-checkpoint.ts';

/** What the thread is started with. */
export interface ThreadData {
  /** The database's file. */
  readonly path: string;
}

/** What the thread says: that it works from now on, or that the log grew long and only the writer can have it begin anew. */
export type ThreadMessage = 'ready' | 'log-is-long';

export interface CheckpointOptions {
  /** Who brings the write-ahead log into the file: the `writer` after its transactions (default, and always in memory), or a `thread`. */
  readonly checkpoints?: 'writer' | 'thread';
  /** Told when the thread ended by itself, and the writer has taken over. Default: nobody is. */
  readonly onCheckpointsLost?: (error: unknown) => void;
  /** The thread's program. Default: the one that does it. */
  readonly checkpointProgram?: URL;
}

/** SQLite's own number. */
const AUTOCHECKPOINT_PAGES = 1000;

// Beside this file, as source or as built.
const threadProgram = new URL(`./sqlite-checkpoint-thread${extname(import.meta.url)}`, import.meta.url);

/** @returns undefined where the writer does it */
export function startCheckpoints(
  database: DatabaseSync,
  options: CheckpointOptions & ThreadData,
): Checkpoints | undefined {
  const { path, checkpoints } = options;
  return checkpoints === 'thread' && path !== ':memory:' ? new Checkpoints(database, { path }, options) : undefined;
}

/**
 * Brings the write-ahead log into the file from a thread of its own, so that no fact waits for the disk meanwhile. Until the
 * thread works, and from when it does no more, the writer does it after its transactions. See docs/decisions/0011.
 */
export class Checkpoints {
  readonly #database: DatabaseSync;
  readonly #onLost: (error: unknown) => void;
  readonly #thread: Worker;
  #isStopping = false;
  #error: unknown;

  /** @param database the connection that writes */
  constructor(database: DatabaseSync, workerData: ThreadData, options: CheckpointOptions) {
    const { onCheckpointsLost = () => undefined, checkpointProgram: program = threadProgram } = options;
    this.#database = database;
    this.#onLost = onCheckpointsLost;
    // That SQLite is young in Node is said once a process, and not by each thread.
    this.#thread = new Worker(program, { workerData, execArgv: ['--disable-warning=ExperimentalWarning'] });
    this.#thread.on('message', (message: ThreadMessage) => this.#handleMessage(message));
    this.#thread.on('error', (error: unknown) => void (this.#error = error));
    this.#thread.on('exit', (code) => this.#handleExit(code));
    // A store that nobody closes does not keep its process.
    this.#thread.unref();
  }

  /** Resolves when the thread has closed the file. The writer closes it after that, so that it is the last and takes the log away. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#thread.threadId === -1) return;
    this.#thread.ref();
    this.#thread.postMessage('stop');
    await once(this.#thread, 'exit');
  }

  #handleMessage(message: ThreadMessage): void {
    switch (message) {
      case 'ready':
        this.#setAutocheckpoint(0);
        break;
      case 'log-is-long':
        this.#beginLogAnew();
        break;
      default:
        message satisfies never;
    }
  }

  #handleExit(code: number): void {
    if (this.#isStopping) return;
    this.#setAutocheckpoint(AUTOCHECKPOINT_PAGES);
    this.#onLost(this.#error ?? new Error(`The thread ended with ${code}.`));
  }

  #setAutocheckpoint(pages: number): void {
    this.#database.exec(`PRAGMA wal_autocheckpoint = ${pages}`);
  }

  #beginLogAnew(): void {
    try {
      tryCheckpoint(this.#database, 'RESTART');
    } catch {
      // A disk that is full, most of all: the thread asks again when it looks next.
    }
  }
}
