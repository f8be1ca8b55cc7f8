import type { CommunityConfig } from '../../schemas/config.ts';
import type { Hello } from '../../schemas/live-event.ts';
import { boardTopic, channelTopic, parseTopic } from '../../schemas/topic.ts';

/** Who asks. Everything is public as yet, so there is one kind. */
export interface Caller {
  readonly kind: 'anyone';
}

export interface Grant {
  /** In full form, without repeats. */
  readonly granted: readonly string[];
  readonly refused: Hello['refused'];
}

/** As the same names mean in a problem answer. */
type RefusalCode = 'unknown-board' | 'unknown-channel' | 'malformed-request';

type Verdict = { readonly topic: string } | { readonly code: RefusalCode };

/**
 * What a caller may read live. Each stream passes here, and what it replays is what it was granted here: a topic that
 * is not granted is never looked up.
 */
export function authoriseTopics(_caller: Caller, community: CommunityConfig, topics: readonly string[]): Grant {
  const granted = new Set<string>();
  const refused: Hello['refused'] = [];
  for (const topic of new Set(topics)) {
    const verdict = judge(topic, community);
    if ('topic' in verdict) granted.add(verdict.topic);
    else refused.push({ topic, code: verdict.code });
  }
  return { granted: [...granted], refused };
}

function judge(text: string, community: CommunityConfig): Verdict {
  const topic = parseTopic(text);
  switch (topic?.kind) {
    case 'board':
      return judgeBoard(topic, community);
    case 'channel':
      return community.channels.some(({ id }) => id === topic.channel)
        ? { topic: channelTopic(topic.channel) }
        : { code: 'unknown-channel' };
    case undefined:
      return { code: 'malformed-request' };
    default:
      return topic satisfies never;
  }
}

function judgeBoard(
  { board, period }: Extract<ReturnType<typeof parseTopic>, { kind: 'board' }>,
  community: CommunityConfig,
): Verdict {
  const known = community.boards.find(({ slug }) => slug === board);
  const chosen = period ?? known?.defaultPeriod;
  const isOffered = chosen !== undefined && known?.periods.includes(chosen) === true;
  return isOffered ? { topic: boardTopic(board, chosen) } : { code: 'unknown-board' };
}
