import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ThreadMessage } from './sqlite-checkpoints.ts';

const EVERY_MS = 100;

/** From there on the log is to begin anew: 64 MB of SQLite's pages of 4 KiB. Reading takes longer the longer it is. */
const LONG_LOG_PAGES = 16_384;

/** From there on it is to begin anew whatever the writer has to wait for that. */
const TOO_LONG_LOG_PAGES = 4 * LONG_LOG_PAGES;

/** What the writer may have to bring over itself when the log begins anew. */
const FEW_PAGES = 200;

/** How often what is left is made less before. */
const MAX_PASSES = 8;

const { path } = workerData as ThreadData;
const database = new DatabaseSync(path);
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
const timer = setInterval(work, EVERY_MS);
parentPort?.once('message', stop);
tell('ready');

function work(): void {
  try {
    let pages = bringOver();
    let more = pages;
    for (let pass = 1; pass < MAX_PASSES && pages > LONG_LOG_PAGES && more > FEW_PAGES; pass += 1) {
      const before = pages;
      pages = bringOver();
      more = pages - before;
    }
    const isGoodMoment = pages > LONG_LOG_PAGES && more <= FEW_PAGES;
    if (isGoodMoment || pages > TOO_LONG_LOG_PAGES) tell('log-is-long');
  } catch {
    // A disk that is full, most of all, of which the writer tells: there may be room the next time.
  }
}

/** @returns how many pages the log has; -1 where it has none */
function bringOver(): number {
  return Number(checkpoint.get()?.['log']);
}

function stop(): void {
  clearInterval(timer);
  database.close();
}

function tell(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
