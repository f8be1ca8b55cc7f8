/** What stood in a body that was no JSON, or too much of it. Quotes nothing, and has no cause: the engine's own errors quote. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly reason: 'too-large' | 'not-json';

  constructor(reason: 'too-large' | 'not-json', message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Reads a body, and no more of it than the cap.
 * @throws {BodyError} when it is larger, or no JSON in UTF-8
 */
export async function readJson(response: Response, maxBytes: number): Promise<unknown> {
  const bytes = await readCapped(response, maxBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BodyError('not-json', 'The answer is not JSON.');
  }
}

async function readCapped({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an error cancels the body, so that the rest is not fetched.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyError('too-large', `The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
