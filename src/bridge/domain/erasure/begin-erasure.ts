import * as z from 'zod/mini';
import type { CommunityConfig } from '../../../schemas/config.ts';
import type { DocumentRef, DocumentWrite, View, Work, Writes } from '../../store/store.ts';
import { badgeQuery, badgeWrites } from '../badges/badge-writes.ts';
import { memberBadgesRef } from '../badges/member-badges.ts';
import { boardQuery, boardWrites } from '../board-writes.ts';
import { botsQuery, botsWrite, readBots } from '../bots.ts';
import { collections, readDocument } from '../documents.ts';
import { holdersOf, identityRef, resolveIdentity } from '../identity.ts';
import { joinRef, readJoin } from '../joins.ts';
import type { Change, LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';
import { referralTakenBack } from '../referrals.ts';
import { gainsOf, type Credit } from '../scoring.ts';
import { erasedNames, nameReads, type ErasedNames } from './erase-names.ts';

/** What is to be erased under which names: kept until all of it is, so that an erasure cut off can be taken up again. */
const erasureDocument = z.object({
  identities: z.array(z.string()),
  /** Those of them that others had, too. */
  shared: z._default(z.array(z.string()), []),
});

export type ErasureNames = z.infer<typeof erasureDocument>;

export function erasureRef(member: string): DocumentRef {
  return { collection: collections.erasures, key: member };
}

/**
 * Claimed as an erasure begins, so that it can be compared to other claims by when it was. Unlike these it does not name the
 * member: it goes last.
 */
export function erasureClaim(member: string): string {
  return `erasure/${member}`;
}

/**
 * Parts a member from their names. Once nothing leads to the member any more, no fact adds to them: whoever comes under
 * such a name from then on is somebody new. Who had brought them has not.
 * @param found keys of identities that seem to be theirs
 * @returns all names known so far; undefined when there is no such member, and no erasure of them under way
 */
export function beginErasure(
  member: string,
  found: readonly string[],
  community: CommunityConfig,
  now: number,
): Work<ErasureNames | undefined> {
  return {
    reads: [
      () => ({
        claims: [erasureClaim(member)],
        documents: [erasureRef(member), memberRef(member), joinRef(member)],
      }),
      (view) => ({ documents: [...(botsQuery.documents ?? []), ...referrerRefs(member, view)] }),
      ...nameReads(found),
      (view) => {
        const credits = creditsLost(member, view);
        return { ...boardQuery(gainsOf(credits, community), community, view), ...badgeQuery(credits, community) };
      },
    ],
    decide: (view) => {
      const begun = readDocument(view, erasureDocument, collections.erasures, member);
      const isKnown = readMember(view, member) !== undefined;
      if (begun === undefined && !isKnown) return { outcome: undefined };
      const names = erasedNames(found, member, view);
      const current = found.filter((key) => resolveIdentity(view, key) === member);
      const outcome = {
        identities: [...new Set([...(begun?.identities ?? []), ...current, ...names.own])],
        shared: [...new Set([...(begun?.shared ?? []), ...names.shared])],
      };
      return { outcome, writes: writesOf(member, outcome, names, view, { community, now, isKnown }) };
    },
  };
}

interface ErasureContext {
  readonly community: CommunityConfig;
  readonly now: number;
  readonly isKnown: boolean;
}

function writesOf(
  member: string,
  value: ErasureNames,
  names: ErasedNames,
  view: View,
  { community, now, isKnown }: ErasureContext,
): Writes {
  const credits = creditsLost(member, view);
  const boards = boardWrites(gainsOf(credits, community), view, community, now);
  const badges = badgeWrites(credits, view, community, now);
  const erased: Change[] = isKnown ? [{ type: 'member.erased', id: member }] : [];
  const entry: LogEntryBody = { at: now, changes: [...boards.changes, ...badges.changes, ...erased] };
  const documents = [{ ...erasureRef(member), value }, ...names.documents, ...badges.documents];
  const removed = {
    documents: [memberRef(member), memberBadgesRef(member), joinRef(member), ...names.removed.documents],
    standings: [...boards.removed, ...names.removed.standings],
  };
  return {
    claims: [erasureClaim(member)].filter((claim) => !view.isClaimed(claim)),
    documents: [...documents, ...withoutBot(member, view)],
    standings: boards.standings,
    removed,
    entry,
  };
}

function referrerRefs(member: string, view: View): DocumentRef[] {
  const key = readJoin(view, member)?.referrer ?? undefined;
  return key === undefined ? [] : [identityRef(key)];
}

/** Who brought the member did so no more, so that whoever comes back is not brought twice. */
function creditsLost(member: string, view: View): Credit[] {
  const join = readJoin(view, member);
  if (join === undefined || join.referrer === null) return [];
  return referralTakenBack(member, join, holdersOf(view, join.referrer));
}

function withoutBot(member: string, view: View): DocumentWrite[] {
  const bots = readBots(view);
  return bots.includes(member) ? [botsWrite(bots.filter((bot) => bot !== member))] : [];
}
