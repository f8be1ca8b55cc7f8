import type { AccessKeys } from '../access/keys.ts';
import type { Communities } from '../communities.ts';
import type { CommunityUpstream } from '../community-upstream.ts';
import type { DeadLetters } from '../dead-letters.ts';
import type { DeliveryWatch } from '../delivery-watch.ts';
import type { PersonLinks } from '../person-links.ts';
import type { SqliteStore } from '../store/sqlite.ts';

/** What commands work on: the same, whether the running bridge or the command line itself has the data folder. */
export interface CommandContext {
  readonly communities: Communities;
  readonly store: SqliteStore;
  readonly keys: AccessKeys;
  readonly deadLetters: DeadLetters;
  /** Undefined where no bridge runs. */
  readonly deliveries: DeliveryWatch | undefined;
  /** A community's way to the platforms' own APIs. Undefined where no bridge runs: two would ask for twice as much. */
  readonly upstreamOf: ((communityId: string) => CommunityUpstream | undefined) | undefined;
  /** Who is one person in a community. Undefined where no bridge runs: its next start sees to it. */
  readonly linksOf: ((communityId: string) => PersonLinks | undefined) | undefined;
}

/** One use of a command. */
export interface CommandCall {
  /** What follows the command's name. */
  readonly args: readonly string[];
  /** The folder that relative paths start from: the caller's. */
  readonly cwd: string;
  readonly print: (line: string) => void;
  /** Aborts when the caller has gone. */
  readonly signal: AbortSignal;
}

/** @returns whether it did what it was asked; what went wrong it has printed */
export type Command = (call: CommandCall, context: CommandContext) => Promise<boolean>;

/** The only community where there is one, else the one that `--community` names. @throws {CommandError} */
export function chooseCommunity(named: string | undefined, communities: Communities): string {
  const ids = [...communities].map(({ id }) => id);
  const chosen = named ?? (ids.length === 1 ? ids[0] : undefined);
  if (chosen !== undefined && ids.includes(chosen)) return chosen;
  throw new CommandError(`Name one of these by --community: ${ids.join(', ')}`);
}

/** The command can't be done as it was said. The message is for the person who said it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code = 'command-failed';
}
