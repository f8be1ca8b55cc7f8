import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { webOrigin } from '../../schemas/access-config.ts';
import type { AccessKey } from '../access/keys.ts';
import { chooseCommunity, CommandError, type CommandCall, type CommandContext } from './command.ts';

type KeysContext = Pick<CommandContext, 'keys' | 'communities'>;

const usage = [
  'Usage: returning-widgets keys make [--community ID] [--name NAME] [--origin https://www.example.com]…',
  '       returning-widgets keys list [--community ID]',
  '       returning-widgets keys revoke ACCESS_ID',
].join('\n');

const options = {
  community: { type: 'string' },
  name: { type: 'string', default: '' },
  origin: { type: 'string', multiple: true },
} as const;

const keyName = z.string().check(z.maxLength(100));

/** Makes, lists and revokes access keys. */
export async function runKeysCommand({ args, print }: CommandCall, context: KeysContext): Promise<boolean> {
  const { positionals, values } = parse(args);
  const [verb, accessId, ...more] = positionals;
  if (verb === 'revoke' && accessId !== undefined && more.length === 0) {
    print(await revokeKey(accessId, context));
    return true;
  }
  if (accessId !== undefined || (verb !== 'make' && verb !== 'list')) throw new CommandError(usage);
  const communityId = chooseCommunity(values.community, context.communities);
  const lines = await (verb === 'list' ? listKeys(communityId, context) : makeKey(communityId, values, context));
  lines.forEach((line) => print(line));
  return true;
}

async function makeKey(
  communityId: string,
  { name, origin: origins = [] }: { name: string; origin?: string[] | undefined },
  { keys }: KeysContext,
): Promise<string[]> {
  const strange = origins.filter((origin) => !webOrigin.safeParse(origin).success);
  if (strange.length > 0) {
    throw new CommandError(
      `Not an origin as browsers send it, for instance https://www.example.com: ${strange.join(', ')}`,
    );
  }
  if (!keyName.safeParse(name).success) throw new CommandError('A name has at most 100 characters.');
  const { accessId, accessKey } = await keys.make({ communityId, name, origins });
  const where =
    origins.length === 0 ? 'no page, only servers (make it with --origin to change that)' : origins.join(', ');
  return [
    `accessId:  ${accessId}`,
    `accessKey: ${accessKey}`,
    `Its tokens may be used by: ${where}`,
    'Keep the access key on your server. It is not shown again.',
  ];
}

async function listKeys(communityId: string, { keys }: KeysContext): Promise<string[]> {
  const found = await keys.list(communityId);
  return found.length === 0 ? [`${communityId} has no access keys.`] : found.map(describeKey);
}

async function revokeKey(accessId: string, { keys }: KeysContext): Promise<string> {
  const outcome = await keys.revoke(accessId);
  if (outcome === 'unknown') throw new CommandError(`There is no access key ${accessId}.`);
  return `${accessId} is revoked, and so is every token made with it.`;
}

function describeKey({ accessId, name, origins, madeAt, revokedAt }: AccessKey): string {
  const state = revokedAt === null ? 'active' : `revoked ${dayOf(revokedAt)}`;
  return [accessId, state, `made ${dayOf(madeAt)}`, origins.join(' ') || '-', name].join('  ').trimEnd();
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new CommandError(usage); // An option that there is not: the usage says which there are.
  }
}
