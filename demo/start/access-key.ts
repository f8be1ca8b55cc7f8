import { execFile } from 'node:child_process';
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
}

/** Makes an access key at the running bridge, by its command line, as whoever runs a site does once. */
export async function makeAccessKey({ cli, env, origin }: KeyRequest): Promise<AccessKey> {
  const { stdout } = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', cli, 'keys', 'make', '--name', 'the demo', '--origin', origin],
    { env: { ...process.env, ...env } },
  );
  const said = Object.fromEntries(
    [...stdout.matchAll(/^(\w+): +(\S+)$/gm)].map(([, name = '', value]) => [name, value]),
  );
  return decode(accessKey, said, 'what "keys make" printed');
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
