import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Decision, DocumentWrite, View, Work } from '../../store/store.ts';
import { badgeQuery } from '../badges/badge-writes.ts';
import { memberBadgesRef } from '../badges/member-badges.ts';
import { boardQuery, boardWrites, type BoardWrites } from '../board-writes.ts';
import { botsQuery, botsWrite, readBots } from '../bots.ts';
import { holdersOf, holdersWrite, identityRef } from '../identity.ts';
import type { Change, LogEntryBody, MemberChange } from '../log-entry.ts';
import { newerProfile, readMember } from '../people.ts';
import { memberRef } from '../present.ts';
import { gainsOf } from '../scoring.ts';
import { mergeBadges } from './merge-badges.ts';
import { mergeRef, type FoundKeys, type Merge, type MergeContext } from './merge.ts';
import { hidingInMerge, hidingInMergeQuery } from './hide-excluded.ts';
import { joinsQuery, mergedHolders, mergeJoins, referrersQuery } from './merge-joins.ts';

/**
 * Makes one member of two as far as names, badges and joins go. Whatever comes from then on counts for the one that stays.
 * @param found keys of identities that seem to be those of each
 * @returns false when one of the two is not there
 */
export function beginMerge(merge: Merge, found: FoundKeys, community: CommunityConfig, now: number): Work<boolean> {
  const { from, into } = merge;
  const refs = [from, into].flatMap((each) => [memberRef(each), memberBadgesRef(each)]);
  return {
    reads: [
      () => ({ documents: [...refs, ...found.from.map(identityRef)] }),
      () => joinsQuery(merge),
      () => hidingInMergeQuery(community),
      (view) => ({ documents: [...(botsQuery.documents ?? []), ...(referrersQuery(merge, view).documents ?? [])] }),
      (view) => {
        const { credits } = mergeJoins(merge, view);
        return { ...boardQuery(gainsOf(credits, community), community, view), ...badgeQuery(credits, community) };
      },
    ],
    decide: (view) => decide(merge, found, view, { community, now }),
  };
}

function decide(merge: Merge, found: FoundKeys, view: View, context: MergeContext): Decision<boolean> {
  const { from, into } = merge;
  const [going, staying] = [readMember(view, from), readMember(view, into)];
  if (staying === undefined || going === undefined) return { outcome: false };
  const { community, now } = context;
  const joins = mergeJoins(merge, view);
  const boards = boardWrites(gainsOf(joins.credits, community), view, community, now);
  const badges = mergeBadges(merge, joins.credits, found, view, context);
  const merged: MemberChange = { type: 'member.merged', from, into };
  const changes = [
    ...boards.changes.map(resetOf),
    ...hidingInMerge(merge, community, view, now),
    ...badges.changes,
    merged,
  ];
  const entry: LogEntryBody = { at: now, changes };
  const documents = [
    { ...mergeRef({ from }), value: { into } },
    { ...memberRef(into), value: newerProfile(staying, going) },
    ...joins.documents,
    ...badges.documents,
    ...movedIdentities(merge, found.from, view),
    ...movedBot(merge, view),
  ];
  const removed = {
    documents: [memberRef(from), memberBadgesRef(from), ...(joins.removed.documents ?? [])],
    standings: [...boards.removed, ...(joins.removed.standings ?? [])],
  };
  const standings = [...boards.standings, ...joins.standings];
  return { outcome: true, writes: { claims: [], documents, standings, removed, entry } };
}

/** Rows that are told would name who is gone with this. */
function resetOf({ board, period, periodKey }: BoardWrites['changes'][number]): Change {
  return { type: 'board.reset', board, period, periodKey };
}

/** Moves names that came to light after the merge began. */
export function moveIdentities(merge: Merge, found: readonly string[], now: number): Work<undefined> {
  return {
    reads: [() => ({ documents: found.map(identityRef) })],
    decide: (view) => {
      const documents = movedIdentities(merge, found, view);
      if (documents.length === 0) return { outcome: undefined };
      const entry: LogEntryBody = { at: now, changes: [] };
      return { outcome: undefined, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

function movedIdentities(merge: Merge, found: readonly string[], view: View): DocumentWrite[] {
  return found.flatMap((key) => {
    const holders = holdersOf(view, key);
    return holders.some(({ member }) => member === merge.from)
      ? [holdersWrite(key, mergedHolders(holders, merge))]
      : [];
  });
}

function movedBot({ from, into }: Merge, view: View): DocumentWrite[] {
  const bots = readBots(view);
  if (!bots.includes(from)) return [];
  return [botsWrite([...new Set(bots.map((member) => (member === from ? into : member)))])];
}
