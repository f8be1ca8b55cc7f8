import type { CommunityConfig } from '../../schemas/config.ts';
import type { Source } from '../../schemas/fact.ts';
import type { Reads, Slice, View, Work } from '../store/store.ts';
import { rankingOf, runningSpans, type BoardSpan } from './board-span.ts';
import { hidingMessages, openMessages } from './hidden-messages.ts';
import { botsQuery, botsWrite, readBots } from './bots.ts';
import { entering, leavingSlice } from './erasure/erase-standings.ts';
import { identityKey, identityRef, resolveIdentity } from './identity.ts';
import type { BoardChange, Change, LogEntryBody } from './log-entry.ts';
import { profileAfter, readMember } from './people.ts';
import { memberRef } from './present.ts';

/** What a platform says of someone when asked. */
export interface Profile {
  readonly source: Source;
  readonly externalId: string;
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  readonly isBot: boolean;
  /** When it was learnt, epoch ms. */
  readonly at: number;
}

/** Keeps a profile with its member, and tells the boards the member stands on, and of a bot the feeds and its shelf, too. The outcome says whether anything changed. */
export function recordProfile(profile: Profile, community: CommunityConfig, now: number): Work<boolean> {
  const key = identityKey(profile.source, profile.externalId);
  const spans = runningSpans(community, now);
  return {
    reads: profileReads(profile, spans, community),
    decide: (view) => {
      const id = resolveIdentity(view, key);
      const known = id === undefined ? undefined : readMember(view, id);
      if (id === undefined || known === undefined) return { outcome: false };
      const { externalId, name, avatar, at } = profile;
      const told = { externalId, ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
      const value = profileAfter(known, id, told, at);
      const bots = readBots(view);
      const isFoundOut = profile.isBot && !bots.includes(id);
      if (!isFoundOut && value.name === known.name && value.avatar === known.avatar) return { outcome: false };
      const changes: Change[] = isFoundOut
        ? [
            ...spans.flatMap((span) => hiding(span, id, community, view)),
            ...hidingMessages(id, community.channels, view),
            { type: 'badges.reset', member: id },
          ]
        : spans.flatMap((span) => standingAgain(span, id, view));
      const entry: LogEntryBody = { at: now, changes };
      const documents = [{ ...memberRef(id), value }, ...(isFoundOut ? [botsWrite([...bots, id])] : [])];
      return { outcome: true, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

function profileReads(
  { source, externalId, isBot }: Profile,
  spans: readonly BoardSpan[],
  community: CommunityConfig,
): Reads {
  const key = identityKey(source, externalId);
  return [
    () => ({ documents: [identityRef(key)] }),
    () => botsQuery,
    (view) => {
      const member = resolveIdentity(view, key);
      if (member === undefined) return {};
      const rankings = spans.map(rankingOf);
      const isFoundOut = isBot && !readBots(view).includes(member);
      const leaving = (): Slice[] => [
        ...spans.map((span) => leavingSlice(span, community, view)),
        ...openMessages(community),
      ];
      return {
        documents: [memberRef(member)],
        standings: rankings.map((ranking) => ({ ranking, member })),
        totals: rankings,
        slices: isFoundOut ? leaving() : [],
      };
    },
  ];
}

// The row is as it was; telling it again brings the new name along.
function standingAgain(span: BoardSpan, member: string, view: View): BoardChange[] {
  const standing = view.standing(rankingOf(span), member);
  if (standing === undefined) return [];
  return [{ ...nothingOn(span, view), rows: [{ member, score: standing.score, reachedAt: standing.tie }] }];
}

// A bot keeps its standing, which nobody is shown.
function hiding(span: BoardSpan, member: string, community: CommunityConfig, view: View): BoardChange[] {
  if (view.standing(rankingOf(span), member) === undefined) return [];
  return [{ ...nothingOn(span, view), rows: entering(span, member, community, view), removed: [member] }];
}

function nothingOn(span: BoardSpan, view: View): BoardChange {
  return {
    type: 'board.changed',
    board: span.board.slug,
    period: span.period,
    periodKey: span.span.key,
    rows: [],
    removed: [],
    total: view.total(rankingOf(span)),
  };
}
