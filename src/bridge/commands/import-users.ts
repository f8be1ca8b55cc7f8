import type { CommunityConfig } from '../../schemas/config.ts';
import { isPlatformBoard } from '../domain/scoring.ts';
import { setCounts } from '../imports/keep-scores.ts';
import { CommandError, type CommandCall, type CommandContext } from './command.ts';
import { runningUpstream, withoutKey } from './running-upstream.ts';

export interface UsersImport {
  readonly community: CommunityConfig;
  readonly isDryRun: boolean;
}

const TOLD_EVERY_PAGES = 10;

/**
 * Makes members of all of the platform's users, and sets their counts on the boards that show them. One that ends in the
 * middle has set what it read, and can be done again.
 */
export async function importUsers(
  { community, isDryRun }: UsersImport,
  { print, signal }: CommandCall,
  context: CommandContext,
): Promise<void> {
  const pages = runningUpstream(community.id, context).walkUsers(signal);
  if (pages === undefined) throw withoutKey(community.id);
  if (!community.boards.some(isPlatformBoard)) {
    throw new CommandError(`No board of ${community.id} shows what the platform counts: give one the metric "xp" or "coins".`); // prettier-ignore
  }
  const place = { store: context.store, community, links: context.linksOf?.(community.id), now: Date.now() };
  let [read, count, unreadable] = [0, 0, 0];
  for await (const page of pages) {
    if (!isDryRun) await setCounts(page.users, place);
    count += page.users.length;
    unreadable += page.unreadable;
    read += 1;
    if (read % TOLD_EVERY_PAGES === 0) print(`${count} users …`);
  }
  print(isDryRun ? `The platform lists ${count} users. Nothing was imported.` : `${count} users have their counts from the platform.`); // prettier-ignore
  if (unreadable === 1) print('1 user could not be read, and is left as it was.');
  if (unreadable > 1) print(`${unreadable} users could not be read, and are left as they were.`);
}
