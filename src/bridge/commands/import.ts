import { parseArgs } from 'node:util';
import { source as sourceSchema, type Source } from '../../schemas/fact.ts';
import { wholeNumberText } from '../../schemas/primitives.ts';
import { chooseCommunity, CommandError, type CommandCall, type CommandContext } from './command.ts';
import { importChannel } from './import-channel.ts';
import { importFile } from './import-file.ts';
import { importUsers } from './import-users.ts';

const usage = [
  'Usage: returning-widgets import FILE --board SLUG [--date 2026-10-31] [--source returning|slack]',
  '       returning-widgets import --users',
  '       returning-widgets import --channel ID [--count 200]',
  'Each also takes --community ID, and --dry-run, which says what would be imported.',
].join('\n');

const options = {
  board: { type: 'string' },
  date: { type: 'string' },
  source: { type: 'string' },
  users: { type: 'boolean' },
  channel: { type: 'string' },
  count: { type: 'string' },
  community: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

/** Which options each kind of import takes. */
const kinds = { file: ['board', 'date', 'source'], users: ['users'], channel: ['channel', 'count'] } as const;

const MAX_COUNT = 10_000;
const messageCount = wholeNumberText(1, MAX_COUNT);

/** Fills boards from a file or with the platform's users, and channels with their past messages. */
export async function runImportCommand(call: CommandCall, context: CommandContext): Promise<boolean> {
  const { file, values } = parse(call.args);
  const community = context.communities.find(chooseCommunity(values.community, context.communities));
  if (community === undefined) throw new CommandError('There is no such community.');
  const isDryRun = values['dry-run'] ?? false;
  const { board, date, channel } = values;
  const named = Object.keys(values).filter((name) => name !== 'community' && name !== 'dry-run');
  const isOnly = (kind: keyof typeof kinds): boolean => named.every((name) => kinds[kind].some((own) => own === name));
  if (file !== undefined && board !== undefined && isOnly('file')) {
    await importFile({ file, board, date, source: readSource(values.source), community, isDryRun }, call, context);
  } else if (file === undefined && channel !== undefined && isOnly('channel')) {
    await importChannel({ channel, count: readCount(values.count), community, isDryRun }, call, context);
  } else if (file === undefined && values.users === true && isOnly('users')) {
    await importUsers({ community, isDryRun }, call, context);
  } else throw new CommandError(usage);
  return true;
}

function readSource(text: string | undefined): Source | undefined {
  if (text === undefined) return undefined;
  const read = sourceSchema.safeParse(text);
  if (!read.success) throw new CommandError(usage);
  return read.data;
}

function readCount(text = '200'): number {
  const read = messageCount.safeParse(text);
  if (!read.success) throw new CommandError(`--count must be a whole number from 1 to ${MAX_COUNT}.`);
  return read.data;
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (more.length === 0) return { file, values };
  } catch {
    // An option that there is not: the usage says which there are.
  }
  throw new CommandError(usage);
}
