import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { decode, DecodeError } from '../../schemas/decode.ts';
import { MalformedJsonError, parseJson } from '../ingest/parse-json.ts';
import { readBodyBytes } from './body-bytes.ts';
import type { NodeEnv } from './context.ts';
import { RequestProblem } from './request.ts';

/**
 * The JSON body of a request, decoded.
 * @throws {RequestProblem} for one that is encoded, too large, cut off, no acceptable JSON, or does not fit
 */
export async function requireBody<Schema extends z.ZodMiniType>(
  c: Context<NodeEnv>,
  schema: Schema,
  maxBytes: number,
): Promise<z.output<Schema>> {
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new RequestProblem('encoding-refused', 'Send the body as it is.');
  const bytes = await readBodyBytes(c, {
    maxBytes,
    tooLarge: () => new RequestProblem('body-too-large', `The body has at most ${maxBytes} bytes.`),
    cutOff: () => new RequestProblem('malformed-request', 'The body was cut off.'),
  });
  try {
    return decode(schema, parseJson(bytes), 'the body');
  } catch (error) {
    if (error instanceof MalformedJsonError) throw new RequestProblem('malformed-json', error.message);
    if (error instanceof DecodeError) throw new RequestProblem('malformed-request', error.message);
    throw error;
  }
}
