import type { Context } from 'hono';
import type { NodeEnv } from './context.ts';

export interface BodyLimit {
  readonly maxBytes: number;
  /** What to throw for a body with more bytes. */
  readonly tooLarge: () => Error;
  /** What to throw for a body that ends before its end. */
  readonly cutOff: () => Error;
}

/**
 * Reads a body as it came, from Node's own request: a web stream that is given up half read would hold the connection,
 * and the request that follows on it would be lost.
 */
export async function readBodyBytes(
  c: Context<NodeEnv>,
  { maxBytes, tooLarge, cutOff }: BodyLimit,
): Promise<Uint8Array> {
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of c.env.incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      byteCount += chunk.length;
      if (byteCount > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw cutOff();
  }
  if (byteCount > maxBytes) throw tooLarge();
  return Buffer.concat(chunks);
}
