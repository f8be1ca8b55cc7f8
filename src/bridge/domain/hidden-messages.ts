import type { ChannelConfig, CommunityConfig } from '../../schemas/config.ts';
import type { Slice, View } from '../store/store.ts';
import { messageRanking } from './channels.ts';
import { collections } from './documents.ts';
import type { MessageChange } from './log-entry.ts';
import { readMessage } from './message-state.ts';

/** The newest of a channel, which is where open feeds are. Those who went back further see older ones until they load again. */
const LOOKED_AT = 100;

/** The messages that open feeds show. */
export function openMessages({ channels }: CommunityConfig): Slice[] {
  return channels.map(({ id }) => newestOf(id));
}

/**
 * What the open feeds of channels are told of who is not shown any more: their messages go, and their reactions to others'.
 * From a view that holds `openMessages`.
 */
export function hidingMessages(hidden: string, channels: readonly ChannelConfig[], view: View): MessageChange[] {
  return channels.flatMap(({ id: channel }) =>
    view.slice(newestOf(channel)).flatMap(({ member: message }) => {
      const type = changeOf(message, hidden, view);
      return type === undefined ? [] : [{ type, channel, message }];
    }),
  );
}

function newestOf(channel: string): Slice {
  return { ranking: messageRanking(channel), limit: LOOKED_AT, join: collections.messages };
}

function changeOf(message: string, hidden: string, view: View): MessageChange['type'] | undefined {
  const known = readMessage(view, message);
  if (known?.posted?.author === hidden) return 'message.deleted';
  return known?.reactions.some(({ member }) => member === hidden) ? 'message.reacted' : undefined;
}
