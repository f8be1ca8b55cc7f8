import type { CommunityUpstream } from '../community-upstream.ts';
import { CommandError, type CommandContext } from './command.ts';

/** A community's way to the platforms, which the running bridge has. @throws {CommandError} where none runs */
export function runningUpstream(communityId: string, { upstreamOf }: CommandContext): CommunityUpstream {
  const upstream = upstreamOf?.(communityId);
  if (upstream !== undefined) return upstream;
  throw new CommandError('No bridge runs with this DATA_DIR, and it is the bridge that asks the platform: start it.');
}

export function withoutKey(communityId: string): CommandError {
  return new CommandError(
    `Returning.AI can't be asked: the community ${communityId} has no upstream.returning.apiKey.`,
  );
}
