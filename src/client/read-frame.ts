import { channelDetail, frame, type ChannelDetail, type Frame, type FrameWidget } from '../schemas/frames.ts';
import type { Readable } from './bridge-reader.ts';

/** What kind of channel it is, and the page it shows if it is of that kind. */
export function channelAt(channel: string): Readable<ChannelDetail> {
  return { path: `/channels/${encodeURIComponent(channel)}`, schema: channelDetail };
}

/** Where one of the platform's own widgets is to be framed from. */
export function frameAt(widget: FrameWidget, id: string): Readable<Frame> {
  return { path: `/frames/${widget}/${encodeURIComponent(id)}`, schema: frame };
}
