import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { webOrigin } from '../../schemas/access-config.ts';
import type { AccessKey, AccessKeys } from '../access/keys.ts';

/** What a command says, and whether it did what it was asked. */
export interface CommandResult {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export interface KeysCommandContext {
  readonly keys: AccessKeys;
  /** The ids of those that are configured. */
  readonly communityIds: readonly string[];
}

const usage = [
  'Usage: returning-widgets keys make [--community ID] [--name NAME] [--origin https://www.example.com]…',
  '       returning-widgets keys list [--community ID]',
  '       returning-widgets keys revoke ACCESS_ID',
];

const options = {
  community: { type: 'string' },
  name: { type: 'string', default: '' },
  origin: { type: 'string', multiple: true },
} as const;

const keyName = z.string().check(z.maxLength(100));

/** Makes, lists and revokes access keys. @param args what follows `keys` on the command line */
export async function runKeysCommand(args: readonly string[], context: KeysCommandContext): Promise<CommandResult> {
  const parsed = parse(args);
  if (parsed === undefined) return refusal(...usage);
  const { positionals, values } = parsed;
  const [verb, accessId, ...more] = positionals;
  if (verb === 'revoke' && accessId !== undefined && more.length === 0) return revokeKey(accessId, context);
  if (accessId !== undefined) return refusal(...usage);
  if (verb !== 'make' && verb !== 'list') return refusal(...usage);
  const communityId = chooseCommunity(values.community, context.communityIds);
  if (communityId === undefined) return refusal(`Name one of these by --community: ${context.communityIds.join(', ')}`);
  return verb === 'list' ? listKeys(communityId, context) : makeKey(communityId, values, context);
}

async function makeKey(
  communityId: string,
  { name, origin: origins = [] }: { name: string; origin?: string[] | undefined },
  { keys }: KeysCommandContext,
): Promise<CommandResult> {
  const strange = origins.filter((origin) => !webOrigin.safeParse(origin).success);
  if (strange.length > 0) return refusal(`Not an origin as browsers send it: ${strange.join(', ')}`);
  if (!keyName.safeParse(name).success) return refusal('A name has at most 100 characters.');
  const { accessId, accessKey } = await keys.make({ communityId, name, origins });
  const where =
    origins.length === 0 ? 'no page, only servers (make it with --origin to change that)' : origins.join(', ');
  return {
    ok: true,
    lines: [
      `accessId:  ${accessId}`,
      `accessKey: ${accessKey}`,
      `Its tokens may be used by: ${where}`,
      'Keep the access key on your server. It is not shown again.',
    ],
  };
}

async function listKeys(communityId: string, { keys }: KeysCommandContext): Promise<CommandResult> {
  const found = await keys.list(communityId);
  return { ok: true, lines: found.length === 0 ? [`${communityId} has no access keys.`] : found.map(describeKey) };
}

async function revokeKey(accessId: string, { keys }: KeysCommandContext): Promise<CommandResult> {
  const outcome = await keys.revoke(accessId);
  if (outcome === 'unknown') return refusal(`There is no access key ${accessId}.`);
  return { ok: true, lines: [`${accessId} is revoked, and so is every token made with it.`] };
}

function describeKey({ accessId, name, origins, madeAt, revokedAt }: AccessKey): string {
  const state = revokedAt === null ? 'active' : `revoked ${dayOf(revokedAt)}`;
  return [accessId, state, `made ${dayOf(madeAt)}`, origins.join(' ') || '-', name].join('  ').trimEnd();
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function chooseCommunity(named: string | undefined, known: readonly string[]): string | undefined {
  if (named === undefined) return known.length === 1 ? known[0] : undefined;
  return known.includes(named) ? named : undefined;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return undefined; // An option that there is not: the usage says which there are.
  }
}

function refusal(...lines: string[]): CommandResult {
  return { ok: false, lines };
}
