/** One server-sent event, as the HTML standard's "9.2 Server-sent events" writes it. */
export interface EventText {
  readonly event: string;
  /** The stream's watermark, for the reader to resume from. Left out: the reader keeps the one it has. */
  readonly id?: string;
  readonly data: string;
}

// A line end would begin another field, and a NUL makes a reader ignore the id.
// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/;

/**
 * The only writer of SSE.
 * @throws when the name or id holds a control character: to clean it would tell something else than was meant
 */
export function encodeEvent({ event, id, data }: EventText): Buffer {
  for (const field of [event, id ?? '']) {
    if (controlCharacter.test(field)) throw new Error('An event name or id holds a control character.');
  }
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}`);
  return Buffer.from([`event: ${event}`, ...(id === undefined ? [] : [`id: ${id}`]), ...lines, '', ''].join('\n'));
}
