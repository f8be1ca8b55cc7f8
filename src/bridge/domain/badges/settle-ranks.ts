import * as z from 'zod/mini';
import type { CommunityConfig } from '../../../schemas/config.ts';
import { MAX_BOARD_SIZE } from '../../../schemas/leaderboard.ts';
import { competitionRanks } from '../../../schemas/rank.ts';
import type { Decision, DocumentRef, Slice, View, Work } from '../../store/store.ts';
import { findBoardSpan, rankingOf, type BoardSpan } from '../board-span.ts';
import { collections, readDocument } from '../documents.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { excludedMembers, exclusionQuery, namingRuleOf } from '../naming.ts';
import { periodAt } from '../periods.ts';
import { boardTimeZone } from '../scoring.ts';
import { memberWrites, type BadgeWrites } from './badge-writes.ts';
import { memberBadgesRef, readMemberBadges, withAward, type MemberBadges } from './member-badges.ts';

/** Facts may come late: a period is settled that long after its end, and once. What comes later changes no award. */
const SETTLE_AFTER_MS = 15 * 60_000;

/** Up to which moment a board's periods of one kind are settled (epoch ms). The key is the board and the period. */
const settlementDocument = z.object({ settledTo: z.int() });

/** What is to be settled: all periods of a board that ended before this one began. */
export interface Settlement {
  readonly community: CommunityConfig;
  readonly until: BoardSpan;
  /** Epoch ms. */
  readonly now: number;
}

/** What rank badges wait for. */
export function settlementsAt(community: CommunityConfig, now: number): Settlement[] {
  const settlements = new Map<string, Settlement>();
  for (const { rule } of community.badges) {
    if (rule?.kind !== 'rank') continue;
    const until = findBoardSpan(community, rule.board, rule.period, now - SETTLE_AFTER_MS);
    if (until !== undefined) settlements.set(rankingOf(until), { community, until, now });
  }
  return [...settlements.values()];
}

/** Awards the ranks of the earliest period not settled yet. The outcome says whether there was one. */
export function settleNextPeriod(settlement: Settlement): Work<boolean> {
  const { community, until } = settlement;
  return {
    reads: [
      () => ({ documents: [settlementRef(until)] }),
      () => exclusionQuery(namingRuleOf(until.board, community).excluded),
      (view) => ({ slices: nextToSettle(settlement, view).map((ended) => topOf(ended, hiddenIn(settlement, view))) }),
      (view) => ({ documents: winnersOf(settlement, view).map(({ member }) => memberBadgesRef(member)) }),
    ],
    decide: (view) => decide(settlement, view),
  };
}

function decide(settlement: Settlement, view: View): Decision<boolean> {
  const { until } = settlement;
  const [ended] = nextToSettle(settlement, view);
  if (ended === undefined && settledTo(until, view) !== undefined) return { outcome: false };
  // The first time there is nothing to settle: a new badge is not given for the past.
  const reached = (ended === undefined ? until.span.startsAt : ended.span.endsAt) ?? 0;
  const writes = winnersOf(settlement, view).map((winner) => awardWrites(winner, reached, settlement, view));
  const entry: LogEntryBody = { at: reached, changes: writes.flatMap(({ changes }) => changes) };
  const documents = [
    { ...settlementRef(until), value: { settledTo: reached } },
    ...writes.flatMap((each) => each.documents),
  ];
  return { outcome: ended !== undefined, writes: { claims: [], documents, standings: [], entry } };
}

function settlementRef({ board, period }: BoardSpan): DocumentRef {
  return { collection: collections.settlements, key: `${board.slug}/${period}` };
}

function settledTo(until: BoardSpan, view: View): number | undefined {
  const { collection, key } = settlementRef(until);
  return readDocument(view, settlementDocument, collection, key)?.settledTo;
}

/** One span, or none. */
function nextToSettle({ community, until }: Settlement, view: View): BoardSpan[] {
  const { board, period, span } = until;
  const at = settledTo(until, view);
  if (at === undefined || span.startsAt === null || at >= span.startsAt) return [];
  return [{ board, period, span: periodAt(period, at, boardTimeZone(board, community)) }];
}

interface Winner {
  readonly member: string;
  readonly badges: readonly string[];
}

/** Who stood where a badge is to be had. Members whom the board does not show take nobody's rank. */
function winnersOf(settlement: Settlement, view: View): Winner[] {
  const hidden = hiddenIn(settlement, view);
  return nextToSettle(settlement, view).flatMap((ended) => {
    const top = view.slice(topOf(ended, hidden)).filter(({ member }) => !hidden.has(member));
    const ranks = competitionRanks(top);
    return top
      .map(({ member }, index) => ({ member, badges: badgesFor(ranks[index] ?? Infinity, settlement) }))
      .filter(({ badges }) => badges.length > 0);
  });
}

function badgesFor(rank: number, { community, until: { board, period } }: Settlement): string[] {
  return community.badges.flatMap(({ id, rule }) => {
    const isHere = rule?.kind === 'rank' && rule.board === board.slug && rule.period === period;
    return isHere && rank <= rule.top ? [id] : [];
  });
}

function awardWrites({ member, badges }: Winner, at: number, { community, now }: Settlement, view: View): BadgeWrites {
  const before = readMemberBadges(view, member);
  const give = (known: MemberBadges, badge: string): MemberBadges => withAward(known, badge, { at, by: 'rule' });
  return memberWrites(member, [before, badges.reduce(give, before)], community, now);
}

function hiddenIn({ community, until }: Settlement, view: View): ReadonlySet<string> {
  return excludedMembers(namingRuleOf(until.board, community).excluded, view);
}

/** As many as a board can show. Of more equals than that, those who got there first. */
function topOf(ended: BoardSpan, hidden: ReadonlySet<string>): Slice {
  return { ranking: rankingOf(ended), limit: MAX_BOARD_SIZE + hidden.size };
}
