import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** More than any legal event: a stream that never ends its event must not fill the memory. */
const MAX_EVENT_CHARACTERS = 8_000_000;

export interface EventStreamReader {
  /** Some bytes came, of whatever kind. */
  onBytes(): void;
  onMessage(message: EventSourceMessage): void;
}

/** Reads until the stream ends; an event cut off by the end is dropped. Rejects when the stream, or the reader, fails. */
export async function readEventStream(body: ReadableStream<Uint8Array>, reader: EventStreamReader): Promise<void> {
  const bytes = body.getReader();
  const decoder = new TextDecoder();
  let held = 0;
  const parser = createParser({
    onEvent: (message) => {
      held = 0;
      reader.onMessage(message);
    },
  });
  for (;;) {
    const { done, value } = await bytes.read();
    if (done) return;
    reader.onBytes();
    const text = decoder.decode(value, { stream: true });
    held += text.length;
    parser.feed(text);
    if (held > MAX_EVENT_CHARACTERS) throw new SyntaxError('The stream does not end its event');
  }
}
