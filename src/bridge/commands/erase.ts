import { parseArgs } from 'node:util';
import { eraseMember } from '../tasks/erase-member.ts';
import { chooseCommunity, CommandError, type CommandCall, type CommandContext } from './command.ts';
import { memberNamed } from './member-named.ts';

/** Takes a person out of a community, everywhere. */
export async function runEraseCommand({ args, print }: CommandCall, { store, communities }: CommandContext) {
  const { person, named } = parse(args);
  const community = communities.find(chooseCommunity(named, communities));
  const member = community && (await memberNamed(person, store, community.id));
  const erased = community && member && (await eraseMember(store, community, member, Date.now()));
  if (!erased) throw new CommandError(`Nobody is known as ${person}.`);
  const { facts, messages, standings, deadLetters } = erased;
  print(
    `${member} is erased: ${facts} facts, ${messages} messages, ${standings} standings, ${deadLetters} dead letters.`,
  );
  return true;
}

function parse(args: readonly string[]): { person: string; named: string | undefined } {
  try {
    const options = { community: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [person, ...more] = positionals;
    if (person !== undefined && more.length === 0) return { person, named: values.community };
  } catch {
    // An option that there is not: the usage says which there are.
  }
  throw new CommandError('Usage: returning-widgets erase MEMBER_ID|returning:USER_ID|slack:USER_ID [--community ID]');
}
