import type { CommunityConfig } from '../../schemas/config.ts';
import type { Hello } from '../../schemas/control-events.ts';
import {
  boardTopic,
  channelTopic,
  communityTopic,
  memberTopic,
  parseTopic,
  standingTopic,
} from '../../schemas/topic.ts';
import { accessRuleOf, type AccessRule } from './access-rule.ts';
import { refusalOf, type AccessRefusal, type Caller } from './caller.ts';

export interface Grant {
  /** In full form, without repeats. */
  readonly granted: readonly string[];
  readonly refused: Hello['refused'];
  /** Under which each of the granted stands. */
  readonly rules: readonly AccessRule[];
  /** The boards of which the caller may be told how they stand on them. */
  readonly boards: ReadonlySet<string>;
  /** Whom `me` stands for; undefined without a token. */
  readonly me: string | undefined;
}

/** As the same names mean in a problem answer. */
type RefusalCode = 'unknown-board' | 'unknown-channel' | 'unknown-member' | 'malformed-request' | AccessRefusal;

type Verdict = { readonly topic: string; readonly rule: AccessRule } | { readonly code: RefusalCode };

/**
 * What a caller may read live. Each stream passes here, and what it replays is what it was granted here: a topic that
 * is not granted is never looked up.
 */
export function authoriseTopics(caller: Caller, community: CommunityConfig, topics: readonly string[]): Grant {
  const granted = new Map<string, AccessRule>();
  const refused: Hello['refused'] = [];
  for (const topic of new Set(topics)) {
    const verdict = judge(topic, caller, community);
    if ('topic' in verdict) granted.set(verdict.topic, verdict.rule);
    else refused.push({ topic, code: verdict.code });
  }
  const boards = community.boards.filter((board) => refusalOf(caller, accessRuleOf(board, community)) === undefined);
  return {
    granted: [...granted.keys()],
    refused,
    rules: [...granted.values()],
    boards: new Set(boards.map(({ slug }) => slug)),
    me: caller.kind === 'token' ? caller.member : undefined,
  };
}

function judge(text: string, caller: Caller, community: CommunityConfig): Verdict {
  const topic = parseTopic(text);
  switch (topic?.kind) {
    case 'board':
      return judgeBoard(topic, caller, community);
    case 'channel': {
      const channel = community.channels.find(({ id }) => id === topic.channel);
      if (channel === undefined) return { code: 'unknown-channel' };
      return judgeAccess(channelTopic(channel.id), channel, caller, community);
    }
    case 'member':
      return judgeMember(topic.member, caller, community);
    case 'standing':
      return judgeStanding(topic.member, caller);
    case 'community':
      return judgeAccess(communityTopic, {}, caller, community);
    case undefined:
      return { code: 'malformed-request' };
    default:
      return topic satisfies never;
  }
}

function judgeBoard(
  { board, period }: Extract<ReturnType<typeof parseTopic>, { kind: 'board' }>,
  caller: Caller,
  community: CommunityConfig,
): Verdict {
  const known = community.boards.find(({ slug }) => slug === board);
  const chosen = period ?? known?.defaultPeriod;
  if (known === undefined || chosen === undefined || !known.periods.includes(chosen)) return { code: 'unknown-board' };
  return judgeAccess(boardTopic(board, chosen), known, caller, community);
}

/** A member's topic tells of their shelf, and stands under its rule. `me` is for whoever shows who that is. */
function judgeMember(member: string, caller: Caller, community: CommunityConfig): Verdict {
  if (member !== 'me') return judgeAccess(memberTopic(member), community.shelf, caller, community);
  if (caller.kind !== 'token') return { code: 'token-required' };
  return judgeAccess(memberTopic(caller.member), community.shelf, caller, community);
}

/**
 * How a member stands is for that member, whatever the shelf says; nobody learns by asking who else there is. What is
 * told of it is of boards the caller may see, so that no other rule is needed.
 */
function judgeStanding(asked: string, caller: Caller): Verdict {
  if (caller.kind !== 'token') return { code: 'token-required' };
  const { member } = caller;
  if (asked !== 'me' && asked !== member) return { code: 'unknown-member' };
  return { topic: standingTopic(member), rule: { visibility: 'members', origins: [] } };
}

function judgeAccess(
  topic: string,
  resource: Parameters<typeof accessRuleOf>[0],
  caller: Caller,
  community: CommunityConfig,
): Verdict {
  const rule = accessRuleOf(resource, community);
  const code = refusalOf(caller, rule);
  return code === undefined ? { topic, rule } : { code };
}
