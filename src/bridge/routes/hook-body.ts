import type { Context } from 'hono';
import type { Source } from '../../schemas/fact.ts';
import { parseJson } from '../ingest/parse-json.ts';
import { readBodyBytes } from './body-bytes.ts';
import type { NodeEnv } from './context.ts';
import { HookRefusal } from './hook-refusal.ts';

/** A delivery's bytes, and what they hold. Of an encrypted one: of what was in it. */
export interface HookBody {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

/** The largest hook body that is read. */
const MAX_BODY_BYTES = 256 * 1024;

/** @throws {HookRefusal} for a body that is too large, or ends before its end */
export async function readHookBody(c: Context<NodeEnv>, platform: Source): Promise<Uint8Array> {
  return readBodyBytes(c, {
    maxBytes: MAX_BODY_BYTES,
    tooLarge: () =>
      new HookRefusal(platform, 'body-too-large', {}, `A hook's body has at most ${MAX_BODY_BYTES} bytes.`),
    cutOff: () => new HookRefusal(platform, 'malformed-request', { reason: 'body-cut-off' }),
  });
}

/** @throws {HookRefusal} for what is no acceptable JSON */
export function parseBody(platform: Source, bytes: Uint8Array): HookBody {
  try {
    return { bytes, value: parseJson(bytes) };
  } catch (error) {
    throw HookRefusal.ofMalformed(platform, error);
  }
}
