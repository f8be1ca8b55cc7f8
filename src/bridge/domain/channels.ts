import type { ChannelConfig, CommunityConfig } from '../../schemas/config.ts';
import type { MessagePostedFact } from '../../schemas/fact.ts';

/** A channel, and what readers are to call it. */
export type NamedChannel = ChannelConfig & { readonly name: string };

/** The configured channel a message belongs to; undefined when it is shown nowhere. */
export function channelFor(
  { source, channel }: Pick<MessagePostedFact, 'source' | 'channel'>,
  community: CommunityConfig,
): ChannelConfig | undefined {
  return community.channels.find((candidate) => candidate[source].includes(channel.externalId));
}

/** Where a channel's messages are kept in order: by the time they were sent (epoch ms), the newest first. */
export function messageRanking(channelId: string): string {
  return `messages/${channelId}`;
}
