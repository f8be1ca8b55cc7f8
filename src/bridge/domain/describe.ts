import type { CommunityConfig } from '../../schemas/config.ts';
import type { DataEvent } from '../../schemas/live-event.ts';
import { boardTopic, channelTopic, communityTopic, memberTopic, standingTopic } from '../../schemas/topic.ts';
import type { DocumentRef, Query, Reads, View } from '../store/store.ts';
import { presentStanding } from './badges/shelf.ts';
import { collections } from './documents.ts';
import type { BadgesChange, BoardChange, MemberChange, MessageChange } from './log-entry.ts';
import { reactionCounts, readMessage } from './message-state.ts';
import { exclusionQuery, namingRuleOf, presentationOf, type NamingRule, type Presentation } from './naming.ts';
import { memberRef, peopleReads, presentMember, presentMessage, toInstant } from './present.ts';
import { boardRanking } from './scoring.ts';
import { shownTotal } from './shown-board.ts';
import type { StandingChange, ToldChange } from './standing-changes.ts';

/** What must be known to tell changes to a reader: the members and messages they name, and who is not to be shown. */
export function describeReads(changes: readonly ToldChange[], community: CommunityConfig): Reads {
  const messages = changes.flatMap((change) => ('channel' in change ? [change.message] : []));
  return [
    () => ({ documents: changes.flatMap((change) => documentRefs(change, community)) }),
    (view) => hiddenStandings(changes, community, view),
    ...peopleReads(() => messages),
  ];
}

/** A change as readers get it, with names and bodies as they are now; undefined when what it tells of is not shown. */
export function describeChange(
  seq: number,
  change: ToldChange,
  community: CommunityConfig,
  view: View,
): DataEvent | undefined {
  const presentation = presentationOf(ruleFor(change, community), view);
  switch (change.type) {
    case 'board.changed':
      return describeBoard(seq, change, presentation, view);
    case 'board.reset': {
      const { board, period, periodKey } = change;
      return { name: 'board.reset', topic: boardTopic(board, period), seq, board, period, periodKey };
    }
    case 'message.posted':
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
      return describeMessage(seq, change, presentation, view);
    case 'badges.changed':
      return describeBadges(seq, change, presentation, view);
    case 'badges.reset':
      return { name: change.type, topic: memberTopic(change.member), seq };
    case 'standing.changed':
      return describeStanding(seq, change, community, view);
    case 'member.joined':
    case 'member.merged':
    case 'member.erased':
      return describeMember(seq, change, presentation, view);
    default:
      return change satisfies never;
  }
}

// A board or channel that left the configuration has no rule of its own any more.
function ruleFor(change: ToldChange, community: CommunityConfig): NamingRule {
  if ('channel' in change) {
    return namingRuleOf(community.channels.find(({ id }) => id === change.channel) ?? {}, community);
  }
  if ('board' in change) return boardRule(change.board, community);
  return namingRuleOf('badges' in change ? community.shelf : {}, community);
}

function boardRule(board: string, community: CommunityConfig): NamingRule {
  return namingRuleOf(community.boards.find(({ slug }) => slug === board) ?? {}, community);
}

function documentRefs(change: ToldChange, community: CommunityConfig): readonly DocumentRef[] {
  if ('standings' in change) {
    return change.standings.flatMap(({ board }) => exclusionRefs(boardRule(board, community)));
  }
  const excluded = exclusionRefs(ruleFor(change, community));
  if ('channel' in change) return [...excluded, { collection: collections.messages, key: change.message }];
  if ('into' in change) return [...excluded, memberRef(change.into)];
  if ('member' in change) return [...excluded, memberRef(change.member)];
  return 'rows' in change ? [...excluded, ...change.rows.map(({ member }) => memberRef(member))] : excluded;
}

function exclusionRefs({ excluded }: NamingRule): readonly DocumentRef[] {
  return exclusionQuery(excluded).documents ?? [];
}

function hiddenStandings(changes: readonly ToldChange[], community: CommunityConfig, view: View): Query {
  const boards = changes.filter((change) => change.type === 'board.changed');
  return {
    standings: boards.flatMap((change) =>
      [...presentationOf(ruleFor(change, community), view).excluded].map((member) => ({
        ranking: boardRanking(change.board, change.period, change.periodKey),
        member,
      })),
    ),
  };
}

function describeBoard(seq: number, change: BoardChange, presentation: Presentation, view: View): DataEvent {
  const { board, period, periodKey, removed, total } = change;
  const rows = change.rows.flatMap(({ member: id, score, reachedAt }) => {
    const member = presentMember(id, presentation, view);
    return member === undefined ? [] : [{ member, score, reachedAt: toInstant(reachedAt) }];
  });
  const shown = new Set(rows.map(({ member }) => member.id));
  return {
    name: 'board.changed',
    topic: boardTopic(board, period),
    seq,
    board,
    period,
    periodKey,
    rows,
    // Who was taken out and has a row again is back, unless nobody is shown that row.
    removed: removed.filter((id) => !shown.has(id)),
    total: shownTotal(boardRanking(board, period, periodKey), total, presentation, view),
  };
}

// A post whose message was edited since is told as it is now; the edit is then told again, which changes nothing.
function describeMessage(
  seq: number,
  { type, channel, message: id }: MessageChange,
  presentation: Presentation,
  view: View,
): DataEvent | undefined {
  const place = { topic: channelTopic(channel), seq, channel };
  if (type === 'message.deleted') return { name: type, ...place, id };
  const known = readMessage(view, id);
  const message = known && presentMessage(known, presentation, view);
  if (known === undefined || message === undefined) return undefined;
  if (type === 'message.reacted')
    return { name: type, ...place, id, reactions: reactionCounts(known, presentation.excluded) };
  return { name: type, ...place, message };
}

function describeBadges(
  seq: number,
  { type, member, badges }: BadgesChange,
  presentation: Presentation,
  view: View,
): DataEvent | undefined {
  if (presentMember(member, presentation, view) === undefined) return undefined;
  const told = badges.map(({ id, change, ...standing }) => ({ id, change, ...presentStanding(standing) }));
  return { name: type, topic: memberTopic(member), seq, member, badges: told };
}

// A board that does not show a member does not tell them of themselves either.
function describeStanding(
  seq: number,
  { type, member, standings }: StandingChange,
  community: CommunityConfig,
  view: View,
): DataEvent | undefined {
  const shown = standings.filter(
    ({ board }) => !presentationOf(boardRule(board, community), view).excluded.has(member),
  );
  return shown.length === 0 ? undefined : { name: type, topic: standingTopic(member), seq, standings: shown };
}

// That a member is gone is told by an id that says nothing, also of those who were not shown.
function describeMember(
  seq: number,
  change: MemberChange,
  presentation: Presentation,
  view: View,
): DataEvent | undefined {
  const place = { topic: communityTopic, seq };
  switch (change.type) {
    case 'member.joined': {
      const member = presentMember(change.member, presentation, view);
      return member && { name: change.type, ...place, member };
    }
    case 'member.merged': {
      const into = presentMember(change.into, presentation, view) ?? null;
      return { name: change.type, ...place, from: change.from, into };
    }
    case 'member.erased':
      return { name: change.type, ...place, member: change.id };
    default:
      return change satisfies never;
  }
}
