import type { FrameWidget } from '../schemas/frames.ts';
import { BridgeReader, type BridgeAddress } from './bridge-reader.ts';
import { WidgetError } from './errors.ts';
import type { FramePage } from './frame-page.ts';
import { channelAt, frameAt } from './read-frame.ts';

/** What of the bridge is framed: one of the platform's widgets, or, where that is null, the page of a channel. */
export interface Framed {
  readonly widget: FrameWidget | null;
  readonly id: string;
}

/** Where its page is. @throws WidgetError, `no-frame` for a channel that has none */
export async function findFrame(
  address: BridgeAddress,
  { widget, id }: Framed,
  signal: AbortSignal,
): Promise<FramePage> {
  const bridge = new BridgeReader(address);
  if (widget) {
    const { url, origin } = await bridge.read(frameAt(widget, id), { signal });
    return { url, origin, name: null, isNamed: true, widgetId: id };
  }
  const { name, kind, frame } = await bridge.read(channelAt(id), { signal });
  if (frame) return { url: frame.url, origin: new URL(frame.url).origin, name, isNamed: true };
  throw new WidgetError(
    'no-frame',
    `The channel "${id}" is of the kind "${kind}" and has no page: show it by <returning-message-feed channel-id="${id}">`,
  );
}
