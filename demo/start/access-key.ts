import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { decode } from '../../src/schemas/decode.ts';
import type { TokenAnswer } from './site-server.ts';

const run = promisify(execFile);

const accessKey = z.object({ accessId: z.string(), accessKey: z.string() });
const tokenAnswer = z.object({ data: z.object({ embedToken: z.string(), expiresIn: z.number() }) });

export type AccessKey = z.infer<typeof accessKey>;

export interface KeyRequest {
  /** The bridge's command line. */
  readonly cli: string;
  /** The bridge's own: its DATA_DIR and CONFIG. */
  readonly env: Readonly<Record<string, string>>;
  /** The pages that may use its tokens. */
  readonly origin: string;
  /** Where the key is kept from one start to the next. */
  readonly file: string;
}

/** The key of an earlier start, if the running bridge still takes it for these pages; else a new one, kept for the next. */
export async function accessKeyFor(request: KeyRequest): Promise<AccessKey> {
  const kept = await readKept(request.file);
  if (kept && (await isActive(kept, request))) return kept;
  const made = await makeAccessKey(request);
  await writeFile(request.file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

async function readKept(file: string): Promise<AccessKey | undefined> {
  try {
    return decode(accessKey, JSON.parse(await readFile(file, 'utf8')), file);
  } catch {
    // There is none, or none that can be read: another one is made.
    return undefined;
  }
}

async function isActive({ accessId }: AccessKey, request: KeyRequest): Promise<boolean> {
  const lines = (await runKeys(request, ['list'])).split('\n').map((line) => line.split(/ {2,}/));
  return lines.some(([id, state, , origins]) => id === accessId && state === 'active' && origins === request.origin);
}

/** Makes an access key as whoever runs a site does once. */
async function makeAccessKey(request: KeyRequest): Promise<AccessKey> {
  const printed = await runKeys(request, ['make', '--name', 'the demo', '--origin', request.origin]);
  const said = Object.fromEntries(
    [...printed.matchAll(/^(\w+): +(\S+)$/gm)].map(([, name = '', value]) => [name, value]),
  );
  return decode(accessKey, said, 'what "keys make" printed');
}

/** Asks the running bridge by its command line. */
async function runKeys({ cli, env }: KeyRequest, args: readonly string[]): Promise<string> {
  const command = ['--disable-warning=ExperimentalWarning', cli, 'keys', ...args];
  return (await run(process.execPath, command, { env: { ...process.env, ...env } })).stdout;
}

/** Trades the key for the token of a member. @returns undefined when nobody is asked for */
export async function tradeForToken(
  bridgeUrl: string,
  key: AccessKey,
  username: string,
): Promise<TokenAnswer | undefined> {
  if (username === '') return undefined;
  const response = await fetch(`${bridgeUrl}/v1/embed-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...key, userIdentifiers: { 'data-username': username } }),
  });
  return decode(tokenAnswer, await response.json(), 'the embed token');
}
