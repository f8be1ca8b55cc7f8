import { parseArgs } from 'node:util';
import { recount } from '../tasks/recount.ts';
import { chooseCommunity, CommandError, type CommandCall, type CommandContext } from './command.ts';

/** Counts a community's boards and badges anew, from the facts that are kept. */
export async function runRecountCommand({ args, print }: CommandCall, { store, communities }: CommandContext) {
  const community = communities.find(chooseCommunity(parse(args), communities));
  if (community === undefined) throw new CommandError('There is no such community.');
  const { facts, standings, members } = await recount(store, community, Date.now());
  print(`${facts} facts are counted anew: ${standings} standings and the badges of ${members} members changed.`);
  return true;
}

function parse(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { community: { type: 'string' } } as const }).values.community;
  } catch (error) {
    throw new CommandError('Usage: returning-widgets recount [--community ID]', { cause: error });
  }
}
