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
  const parser = createParser({
    onEvent: (message) => reader.onMessage(message),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw error;
    },
    maxBufferSize: MAX_EVENT_CHARACTERS,
  });
  for (;;) {
    const { done, value } = await bytes.read();
    if (done) return;
    reader.onBytes();
    parser.feed(decoder.decode(value, { stream: true }));
  }
}
