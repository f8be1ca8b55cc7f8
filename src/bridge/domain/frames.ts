import type { CommunityConfig } from '../../schemas/config.ts';
import type { ChannelDetail, Frame, FrameWidget } from '../../schemas/frames.ts';
import type { NamedChannel } from './channels.ts';

/** What the public may know of a channel. */
export function detailOf({ id, name, kind, frame }: NamedChannel): ChannelDetail {
  return { id, name, kind, frame: kind === 'frame' && frame !== undefined ? { url: frame } : null };
}

/** An id as the platform makes them; nothing that could lead elsewhere in an address. */
const hostedId = /^[A-Za-z0-9_-]{1,64}$/;

/** @returns undefined for what can't be an id of a hosted widget */
export function hostedFrame({ frames }: CommunityConfig, widget: FrameWidget, id: string): Frame | undefined {
  if (!hostedId.test(id)) return undefined;
  const url = new URL(`${frames.baseUrl}/${frames.paths[widget]}/${id}`);
  return { url: url.href, origin: url.origin };
}
