import { isDeepStrictEqual } from 'node:util';
import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Decision, View, Work } from '../../store/store.ts';
import { recountBadges } from '../badges/badge-writes.ts';
import { badgesChanges } from '../badges/badge-rules.ts';
import { memberBadgesRef, readMemberBadges } from '../badges/member-badges.ts';
import { rankingOf, resetOf, runningSpans } from '../board-span.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';
import { standingIn, standingRefs, standingWrites } from '../standings.ts';
import type { Tally } from './tally.ts';

/**
 * Puts what was counted in the place of what stands, as long as it is all there is to count: when the store has moved on
 * from the place up to which it was counted, nothing is written and the outcome is undefined.
 */
export interface Counted {
  readonly tally: Tally;
  /** The log's sequence up to which everything is counted. */
  readonly sequence: number;
  /** Epoch ms. */
  readonly now: number;
}

/** The standings of some members; someone nobody knows any more stands nowhere. @returns how many were wrong */
export function writeStandings(
  ranking: string,
  members: readonly string[],
  counted: Counted,
): Work<number | undefined> {
  return {
    reads: [
      () => ({
        standings: members.flatMap((member) => standingRefs({ ranking, member })),
        documents: members.map(memberRef),
      }),
    ],
    decide: (view) =>
      view.cursor.sequence === counted.sequence
        ? decideStandings(ranking, members, counted, view)
        : { outcome: undefined },
  };
}

function decideStandings(
  ranking: string,
  members: readonly string[],
  { tally, now }: Counted,
  view: View,
): Decision<number> {
  const wrong = members
    .map((member) => ({
      member,
      is: readMember(view, member) && tally.standing(ranking, member),
      was: standingIn(view, { ranking, member }),
    }))
    .filter(({ is, was }) => !isDeepStrictEqual(is, was));
  if (wrong.length === 0) return { outcome: 0 };
  const after = wrong.flatMap(({ member, is }) => (is === undefined ? [] : [{ ranking, member, ...is }]));
  const { standings, removed } = standingWrites(after, view);
  const gone = wrong.flatMap(({ member, is }) => (is === undefined ? standingRefs({ ranking, member }) : []));
  const entry: LogEntryBody = { at: now, changes: [] };
  const writes = { claims: [], documents: [], standings, removed: { standings: [...removed, ...gone] }, entry };
  return { outcome: wrong.length, writes };
}

/** The badges of some members, whom it is told. @returns how many members had others */
export function writeBadges(
  members: readonly string[],
  community: CommunityConfig,
  counted: Counted,
): Work<number | undefined> {
  return {
    reads: [() => ({ documents: members.flatMap((member) => [memberRef(member), memberBadgesRef(member)]) })],
    decide: (view) =>
      view.cursor.sequence === counted.sequence
        ? decideBadges(members, community, counted, view)
        : { outcome: undefined },
  };
}

function decideBadges(
  members: readonly string[],
  community: CommunityConfig,
  { tally, now }: Counted,
  view: View,
): Decision<number> {
  const wrong = members
    .filter((member) => readMember(view, member) !== undefined)
    .map((member) => ({ member, was: readMemberBadges(view, member) }))
    .map(({ member, was }) => ({ member, was, is: recountBadges(was, tally.deeds(member), community) }))
    .filter(({ is, was }) => !isDeepStrictEqual(is, was));
  if (wrong.length === 0) return { outcome: 0 };
  const documents = wrong.map(({ member, is }) => ({ ...memberBadgesRef(member), value: is }));
  const changes = wrong.flatMap(({ member, was, is }) => badgesChanges(member, [was, is], community, now));
  const entry: LogEntryBody = { at: now, changes };
  return { outcome: wrong.length, writes: { claims: [], documents, standings: [], entry } };
}

/** Has the readers of a ranking load it anew; nobody reads one whose period is over. */
export function tellRecounted(ranking: string, community: CommunityConfig, now: number): Work<undefined> {
  const spans = runningSpans(community, now).filter((span) => rankingOf(span) === ranking);
  const entry: LogEntryBody = {
    at: now,
    changes: spans.map(resetOf),
  };
  return {
    reads: [],
    decide: () =>
      spans.length === 0
        ? { outcome: undefined }
        : { outcome: undefined, writes: { claims: [], documents: [], standings: [], entry } },
  };
}
