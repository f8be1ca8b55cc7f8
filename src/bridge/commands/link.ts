import { parseArgs } from 'node:util';
import { linkMember } from '../tasks/link-member.ts';
import { chooseCommunity, CommandError, type CommandCall, type CommandContext } from './command.ts';
import { identityKeyNamed, memberNamed } from './member-named.ts';

/** Makes one member of a person whom both platforms know. */
export async function runLinkCommand({ args, print }: CommandCall, { store, communities }: CommandContext) {
  const { person, other, named } = parse(args);
  const community = communities.find(chooseCommunity(named, communities));
  const member = community && (await memberNamed(person, store, community.id));
  const key = identityKeyNamed(other);
  if (key === undefined) throw new CommandError(usage);
  const isKnown = community !== undefined && member !== undefined;
  const merged = isKnown ? await linkMember({ store, community, member, key, now: Date.now() }) : undefined;
  if (merged === undefined) throw new CommandError(`Nobody is known as ${person}.`);
  print(`${other} is ${person}${merged ? ': the two members are one now.' : '.'}`);
  return true;
}

const usage = 'Usage: returning-widgets link MEMBER_ID|SOURCE:USER_ID SOURCE:USER_ID [--community ID]';

function parse(args: readonly string[]): { person: string; other: string; named: string | undefined } {
  try {
    const options = { community: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [person, other, ...more] = positionals;
    if (person !== undefined && other !== undefined && more.length === 0) {
      return { person, other, named: values.community };
    }
  } catch {
    // An option that there is not: the usage says which there are.
  }
  throw new CommandError(usage);
}
