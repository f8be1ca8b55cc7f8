import type { ChannelConfig, CommunityConfig } from '../../schemas/config.ts';
import { CommandError, type CommandCall, type CommandContext } from './command.ts';
import { runningUpstream, withoutKey } from './running-upstream.ts';

export interface ChannelImport {
  /** As the configuration names it. */
  readonly channel: string;
  /** The most that is read of each of the platform's channels. */
  readonly count: number;
  readonly community: CommunityConfig;
  readonly isDryRun: boolean;
}

/** Fills a channel with its newest messages on Returning.AI. Those that hooks told of already stay as they are. */
export async function importChannel(wanted: ChannelImport, { print, signal }: CommandCall, context: CommandContext) {
  const { community, isDryRun, count } = wanted;
  const channel = findChannel(wanted);
  const { messages } = runningUpstream(community.id, context);
  if (messages === undefined) throw withoutKey(community.id);
  const read = [];
  for (const id of channel.returning) read.push(...(await messages.read(id, count, signal)));
  const added = isDryRun ? (await messages.unknown(read)).length : await messages.keep(read);
  print(`${channel.name ?? channel.id}: ${read.length} messages read, ${added} ${isDryRun ? 'are not known yet. Nothing was imported.' : 'new.'}`); // prettier-ignore
}

function findChannel({ channel: id, community: { channels } }: ChannelImport): ChannelConfig {
  const fed = channels.filter(({ returning }) => returning.length > 0);
  const channel = fed.find((candidate) => candidate.id === id);
  if (channel !== undefined) return channel;
  const ids = fed.map((candidate) => candidate.id).join(', ');
  throw new CommandError(`No channel "${id}" is fed by Returning.AI's messages. These are: ${ids || 'none'}.`);
}
