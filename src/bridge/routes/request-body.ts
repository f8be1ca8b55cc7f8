import type { Context } from 'hono';
import type { NodeEnv } from './context.ts';
import { RequestProblem } from './request.ts';

/**
 * Reads a request's body as it came, from Node's own request; see `hook-body.ts` for why.
 * @throws {RequestProblem} for a body that is encoded, too large, or ends before its end
 */
export async function readRequestBody(c: Context<NodeEnv>, maxBytes: number): Promise<Uint8Array> {
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new RequestProblem('encoding-refused', 'Send the body as it is.');
  const tooLarge = new RequestProblem('body-too-large', `The body has at most ${maxBytes} bytes.`);
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of c.env.incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      byteCount += chunk.length;
      if (byteCount > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw new RequestProblem('malformed-request', 'The body was cut off.');
  }
  if (byteCount > maxBytes) throw tooLarge;
  return Buffer.concat(chunks);
}
