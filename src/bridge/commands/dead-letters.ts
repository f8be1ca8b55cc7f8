import { parseArgs } from 'node:util';
import type { DeadLetters, ReplayOutcome } from '../dead-letters.ts';
import { chooseCommunity, CommandError, type CommandCall, type CommandContext } from './command.ts';

const usage = [
  'Usage: returning-widgets dead-letters list [--community ID]',
  '       returning-widgets dead-letters replay KEY…|--all [--community ID]',
  '       returning-widgets dead-letters delete KEY…|--all [--community ID]',
];

const options = { community: { type: 'string' }, all: { type: 'boolean', default: false } } as const;

/** Lists the hooks that could not be read, reads them again, deletes them. */
export async function runDeadLettersCommand(call: CommandCall, context: CommandContext) {
  const { deadLetters, communities } = context;
  const { verb, keys, all, community: named } = parse(call.args);
  const community = chooseCommunity(named, communities);
  const chosen = all ? await keysOf(deadLetters, community) : keys;
  switch (verb) {
    case 'list':
      return list(call, deadLetters, community);
    case 'replay':
      return replay(call, chosen, community, context);
    case 'delete':
      return eachOf(chosen, async (key) =>
        print(call, key, (await deadLetters.delete(community, key)) ? 'deleted' : 'unknown'),
      );
    default:
      return verb satisfies never;
  }
}

async function list({ print: say }: CommandCall, deadLetters: DeadLetters, community: string): Promise<boolean> {
  let count = 0;
  for await (const { key, receivedAt, problem } of deadLetters.list(community)) {
    count += 1;
    say(`${key}  ${new Date(receivedAt).toISOString()}  ${problem ?? 'can be read now: replay it'}`);
  }
  if (count === 0) say(`${community} has no dead letters.`);
  return true;
}

async function replay(
  call: CommandCall,
  keys: readonly string[],
  community: string,
  { deadLetters, upstreamOf }: CommandContext,
): Promise<boolean> {
  let isAnyNew = false;
  const isGood = await eachOf(keys, async (key) => {
    const outcome = await deadLetters.replay(community, key);
    isAnyNew ||= outcome === 'accepted';
    return print(call, key, outcome);
  });
  if (isAnyNew && upstreamOf === undefined) {
    call.print('No bridge runs that could ask the platforms: missing names and streaks come with the next hook of these people.'); // prettier-ignore
  }
  return isGood;
}

async function eachOf(keys: readonly string[], act: (key: string) => Promise<boolean>): Promise<boolean> {
  let isGood = true;
  for (const key of keys) isGood = (await act(key)) && isGood;
  return isGood;
}

function print(call: CommandCall, key: string, outcome: ReplayOutcome | 'deleted'): boolean {
  if (typeof outcome === 'object') call.print(`${key}  still unreadable: ${outcome.problem}`);
  else call.print(`${key}  ${outcome === 'unknown' ? 'there is no such letter' : outcome}`);
  return typeof outcome !== 'object' && outcome !== 'unknown';
}

async function keysOf(deadLetters: DeadLetters, community: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of deadLetters.list(community)) keys.push(key);
  return keys;
}

function parse(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, ...keys] = positionals;
    if (verb === 'list' && keys.length === 0 && !values.all) return { verb, keys, ...values } as const;
    const isOneOf = values.all !== keys.length > 0;
    if ((verb === 'replay' || verb === 'delete') && isOneOf) return { verb, keys, ...values } as const;
  } catch {
    // An option that there is not: the usage says which there are.
  }
  throw new CommandError(usage.join('\n'));
}
