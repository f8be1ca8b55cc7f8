import type { EventSourceMessage } from 'eventsource-parser';
import { errorOfFailure } from './bridge-errors.ts';
import { BridgeReader } from './bridge-reader.ts';
import type { WidgetError } from './errors.ts';
import { decodeStreamEvent, type StreamEvent } from './stream-event.ts';

/** One community's endpoints with what its stream needs of this file's schemas; what is never live does without. */
export class BridgeClient extends BridgeReader {
  /** Reads an event of a stream. @returns undefined for what this version does not know @throws what `errorOf` explains */
  decodeEvent(message: EventSourceMessage): StreamEvent | undefined {
    return decodeStreamEvent(message);
  }

  /** What a failed read, of a stream for instance, stands for. */
  errorOf(error: unknown): WidgetError {
    return errorOfFailure(error);
  }
}
