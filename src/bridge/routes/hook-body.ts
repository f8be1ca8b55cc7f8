import type { Context } from 'hono';
import type { Source } from '../../schemas/fact.ts';
import { parseJson } from '../ingest/parse-json.ts';
import type { NodeEnv } from './context.ts';
import { HookRefusal } from './hook-refusal.ts';

/** A delivery's bytes, and what they hold. Of an encrypted one: of what was in it. */
export interface HookBody {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

/** The largest hook body that is read. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * Reads a hook's body as it came, from Node's own request: a web stream that is given up half read would hold the
 * connection, and the hook that follows on it would be lost.
 * @throws {HookRefusal} for a body that is too large, or ends before its end
 */
export async function readHookBody(c: Context<NodeEnv>, platform: Source): Promise<Uint8Array> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge(platform);
  const chunks: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of c.env.incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      byteCount += chunk.length;
      if (byteCount > MAX_BODY_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw new HookRefusal(platform, 'malformed-request', { reason: 'body-cut-off' });
  }
  if (byteCount > MAX_BODY_BYTES) throw tooLarge(platform);
  return Buffer.concat(chunks);
}

/** @throws {HookRefusal} for what is no acceptable JSON */
export function parseBody(platform: Source, bytes: Uint8Array): HookBody {
  try {
    return { bytes, value: parseJson(bytes) };
  } catch (error) {
    throw HookRefusal.ofMalformed(platform, error);
  }
}

function tooLarge(platform: Source): HookRefusal {
  return new HookRefusal(platform, 'body-too-large', {}, `A hook's body has at most ${MAX_BODY_BYTES} bytes.`);
}
