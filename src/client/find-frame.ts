import type { FrameWidget } from '../schemas/frames.ts';
import { BridgeClient, type BridgeAddress } from './bridge-client.ts';
import { WidgetError } from './errors.ts';
import type { FramePage } from './frame-page.ts';
import { channelAt, frameAt } from './read-frame.ts';

/** Where a widget of the platform is. @throws WidgetError */
export async function findWidget(
  address: BridgeAddress,
  { widget, id }: { readonly widget: FrameWidget; readonly id: string },
  signal: AbortSignal,
): Promise<FramePage> {
  const { url, origin } = await new BridgeClient(address).read(frameAt(widget, id), { signal });
  return { url, origin, name: null, isNamed: true, widgetId: id };
}

/** The page of a channel. @throws WidgetError, `no-frame` for a channel that has none */
export async function findChannelPage(address: BridgeAddress, id: string, signal: AbortSignal): Promise<FramePage> {
  const { name, kind, frame } = await new BridgeClient(address).read(channelAt(id), { signal });
  if (frame) return { url: frame.url, origin: new URL(frame.url).origin, name, isNamed: true };
  throw new WidgetError(
    'no-frame',
    `The channel "${id}" is of the kind "${kind}" and has no page: show it by <returning-message-feed channel-id="${id}">`,
  );
}
