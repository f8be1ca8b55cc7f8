import type { BridgeReader } from './bridge-reader.ts';
import { WidgetError } from './errors.ts';

export interface EventsRequest {
  readonly topics: readonly string[];
  /** Where to resume. Default: from now on. */
  readonly cursor?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Opens a community's stream. @returns it, its body still to be read; aborting the signal ends it
 * @throws WidgetError, or the signal's reason when the caller aborted
 */
export function openEvents(bridge: BridgeReader, { topics, cursor, signal }: EventsRequest): Promise<Response> {
  return bridge.get({
    path: '/events',
    query: { topics: topics.join(','), cursor },
    accept: 'text/event-stream',
    cache: 'no-store',
    signal,
    read: (response) => Promise.resolve(requireEventStream(response)),
  });
}

function requireEventStream(response: Response): Response {
  const type = response.headers.get('content-type') ?? 'nothing';
  if (response.body && type.startsWith('text/event-stream')) return response;
  void response.body?.cancel();
  throw new WidgetError('malformed', `The bridge answered ${type} where an event stream was asked for`);
}
