import * as z from 'zod/mini';
import { displayName, pageUrl, slug } from './primitives.ts';

/** What kind of channel it is: `frame` shows a page of its own, and takes messages all the same. */
export const channelKinds = ['text', 'forum', 'frame'] as const;

/** `GET …/channels/{id}`: one channel. `frame` is null unless its kind is `frame`. */
export const channelDetail = z.object({
  id: slug,
  name: displayName,
  kind: z.enum(channelKinds),
  frame: z.nullable(z.object({ url: pageUrl })),
});

/** The platform's widgets that are pages to be framed. */
export const frameWidgets = ['channel', 'store', 'milestone', 'social', 'currency'] as const;

/** `GET …/frames/{widget}/{id}`: where a hosted widget is. Only messages from `origin` are to be believed. */
export const frame = z.object({ url: pageUrl, origin: pageUrl });

export type ChannelDetail = z.infer<typeof channelDetail>;
export type FrameWidget = (typeof frameWidgets)[number];
export type Frame = z.infer<typeof frame>;
