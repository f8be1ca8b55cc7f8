import type { ErrorCode } from '../../client/errors.ts';
import type { LiveState } from '../../client/live-connection.ts';
import type { Period } from '../../schemas/period.ts';

/** Every sentence a person can see or hear. A language is one file of this shape, entered in `internal/strings.ts`. */
export interface Strings {
  readonly leaderboard: string;
  readonly messages: string;
  readonly rank: string;
  readonly member: string;
  readonly score: string;
  /** The score column's heading by what the board counts; `score` stands for what is not listed. */
  readonly metrics: ReadonlyMap<string, string>;
  readonly periods: Readonly<Record<Period, string>>;
  boardCaption(title: string, period: string): string;
  readonly loading: string;
  readonly emptyLeaderboard: string;
  readonly emptyMessages: string;
  /** `missing` holds attribute names, which are no words of any language. */
  notConfigured(missing: readonly string[]): string;
  readonly retry: string;
  readonly loadEarlier: string;
  readonly loadEarlierFailed: string;
  readonly edited: string;
  /** Heads the list of emoji that were set on a message. */
  readonly reactions: string;
  /** Stands after an @ for a member whose name is not shown. */
  readonly someone: string;
  readonly live: Readonly<Record<LiveState, string>>;
  readonly errors: Readonly<Record<ErrorCode, string>>;
}
