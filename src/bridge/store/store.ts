import type { Cursor } from '../../schemas/cursor.ts';

/**
 * The store's contract: generic verbs (claim, document, rank, log) over separate spaces, one for each community.
 * It knows nothing of members or boards. Every implementation passes `test/bridge/store/store-contract.ts`.
 */

/** What can be kept: JSON, as `JSON.stringify` writes it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface DocumentRef {
  readonly collection: string;
  readonly key: string;
}

/** What is to stand under a document's key. */
export type DocumentWrite = DocumentRef & { readonly value: Json };

/** A document with its key, as `scan` lists them. */
export interface StoredDocument {
  readonly key: string;
  readonly value: Json;
}

export interface StoredClaim {
  readonly claim: string;
  /** Epoch ms. */
  readonly claimedAt: number;
}

/** A place in a ranking: by score falling, then tie rising, then member rising. */
export interface Standing {
  /** A whole number. */
  readonly score: number;
  /** A whole number; among equal scores the smaller stands higher. */
  readonly tie: number;
}

export interface RankedMember extends Standing {
  readonly member: string;
}

export interface StandingRef {
  readonly ranking: string;
  readonly member: string;
}

/** The top `limit` of a ranking, or the `limit` that stand next to a place. */
export interface Slice {
  readonly ranking: string;
  readonly limit: number;
  /** Only members that stand below this place, the nearest first. */
  readonly after?: RankedMember;
  /** Only members that stand above this place, the nearest first. Not together with `after`. */
  readonly before?: RankedMember;
  /** Also read this collection's documents whose keys are the slice's members. */
  readonly join?: string;
}

/** What is to be known. Anything left out is not read. */
export interface Query {
  readonly claims?: readonly string[];
  readonly documents?: readonly DocumentRef[];
  readonly standings?: readonly StandingRef[];
  /** Rankings whose number of members is wanted. */
  readonly totals?: readonly string[];
  readonly slices?: readonly Slice[];
  /** How many members of a ranking have a higher score than this one. */
  readonly higher?: readonly ScoreRef[];
}

export interface ScoreRef {
  readonly ranking: string;
  readonly score: number;
}

/** The answers to queries, all true at `cursor`. Asking what no query named throws: it is a mistake in the query. */
export interface View {
  readonly cursor: Cursor;
  isClaimed(claim: string): boolean;
  document(collection: string, key: string): Json | undefined;
  standing(ranking: string, member: string): Standing | undefined;
  total(ranking: string): number;
  slice(slice: Slice): readonly RankedMember[];
  higher(ranking: string, score: number): number;
}

/** Absolute writes: each replaces what stood there. */
export interface Writes {
  readonly claims: readonly string[];
  readonly documents: readonly DocumentWrite[];
  readonly standings: readonly (StandingRef & Standing)[];
  readonly removed?: Removals;
  /** Appended to the space's log. */
  readonly entry: Json;
}

/** Taken out; what is not there is passed over. */
export interface Removals {
  readonly claims?: readonly string[];
  readonly documents?: readonly DocumentRef[];
  readonly standings?: readonly StandingRef[];
}

/** Writes that the log is not told: of what readers no longer hold, or never did. */
export interface Upkeep {
  readonly documents?: Writes['documents'];
  readonly removed?: Removals;
}

/** What `decide` answers: an outcome for the caller, and what is to be written, if anything. */
export interface Decision<Outcome> {
  readonly outcome: Outcome;
  readonly writes?: Writes;
}

/** Queries that may build on the answers to those before them; pure. */
export type Reads = readonly ((view: View) => Query)[];

/** One unit of work: reads, then a decision. All of it is pure, because a store that finds its view out of date starts again. */
export interface Work<Outcome> {
  readonly reads: Reads;
  decide(view: View): Decision<Outcome>;
}

export interface LogEntry {
  readonly sequence: number;
  readonly entry: Json;
}

/** A stretch of a log. Entries from `first` to `head` are kept; `head` is 0 and `first` 1 while it is empty. */
export interface LogPage {
  readonly epoch: string;
  readonly first: number;
  readonly head: number;
  readonly entries: readonly LogEntry[];
}

export type LogListener = (space: string, epoch: string, entry: LogEntry) => void;

export interface Store {
  /** Reads, all at one point in time. */
  read(space: string, reads: Reads): Promise<View>;
  /**
   * Reads, decides and writes as one: all or nothing, and as if no other work ran meanwhile.
   * When the promise resolves, what was written outlives the process.
   */
  transact<Outcome>(space: string, work: Work<Outcome>): Promise<Outcome>;
  /** Documents of a collection in the order of their keys, those after `after` only. */
  scan(space: string, collection: string, range: { after?: string; limit: number }): Promise<readonly StoredDocument[]>;
  /** Claims that begin with `prefix`, in their order, those after `after` only. */
  scanClaims(space: string, range: { prefix: string; after?: string; limit: number }): Promise<readonly StoredClaim[]>;
  /** The names of the rankings somebody stands in, in their order, those after `after` only. */
  scanRankings(space: string, range: { after?: string; limit: number }): Promise<readonly string[]>;
  /** Writes, all or nothing, without a log entry: nobody is told. */
  upkeep(space: string, writes: Upkeep): Promise<void>;
  /** Resolves when nothing that was taken out can be read from the store's files any more. */
  shred(): Promise<void>;
  /**
   * Writes as much as a fact may take, and takes it out again.
   * @throws {StoreUnavailableError} when there is no room, or no writing for another reason
   */
  probe(): Promise<void>;
  /** How many bytes all of it takes. */
  size(): Promise<number>;
  /** Log entries with a sequence above `after`, in order. */
  readLog(space: string, range: { after: number; limit: number }): Promise<LogPage>;
  /**
   * Puts what `rewrite` answers in the place of log entries above `after`; undefined leaves one as it is. Nobody is told.
   * @returns the last sequence that was looked at; undefined when there was none
   */
  rewriteLog(
    space: string,
    range: { after: number; limit: number },
    rewrite: (entry: Json) => Json | undefined,
  ): Promise<number | undefined>;
  /** Tells every log entry once it is kept, in order. Answers how to stop. */
  follow(listener: LogListener): () => void;
  /** Finishes what is under way and lets go of files and connections. */
  close(): Promise<void>;
}

/** The store can't do its work now (disk full, locked, gone). Nothing was written; the caller may try again. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'store-unavailable';
}
