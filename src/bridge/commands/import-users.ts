import type { CommunityConfig } from '../../schemas/config.ts';
import { isPlatformBoard } from '../domain/scoring.ts';
import { setCounts, type CountedPerson } from '../imports/keep-scores.ts';
import { CommandError, type CommandCall, type CommandContext } from './command.ts';
import { runningUpstream, withoutKey } from './running-upstream.ts';

export interface UsersImport {
  readonly community: CommunityConfig;
  readonly isDryRun: boolean;
}

/** As many as a page has. */
const BATCH = 200;
const TOLD_EVERY = 10 * BATCH;

/**
 * Makes members of all of the platform's users, and sets their counts on the boards that show them. One that ends in the
 * middle has set what it read, and can be done again.
 */
export async function importUsers(
  { community, isDryRun }: UsersImport,
  { print, signal }: CommandCall,
  context: CommandContext,
): Promise<void> {
  const users = runningUpstream(community.id, context).walkUsers(signal);
  if (users === undefined) throw withoutKey(community.id);
  if (!community.boards.some(isPlatformBoard)) {
    throw new CommandError(`No board of ${community.id} shows what the platform counts: give one the metric "xp" or "coins".`); // prettier-ignore
  }
  const place = { store: context.store, community, links: context.linksOf?.(community.id), now: Date.now() };
  let count = 0;
  for await (const batch of batchesOf(users)) {
    if (!isDryRun) await setCounts(batch, place);
    count += batch.length;
    if (count % TOLD_EVERY === 0) print(`${count} users …`);
  }
  print(isDryRun ? `The platform lists ${count} users. Nothing was imported.` : `${count} users have their counts from the platform.`); // prettier-ignore
}

async function* batchesOf(users: AsyncIterable<CountedPerson>): AsyncGenerator<readonly CountedPerson[]> {
  let batch: CountedPerson[] = [];
  for await (const user of users) {
    batch.push(user);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
