import type { CommunityConfig } from '../../schemas/config.ts';
import type { Source } from '../../schemas/fact.ts';
import type { Reads, View, Work } from '../store/store.ts';
import { rankingOf, runningSpans, type BoardSpan } from './board-span.ts';
import { collections } from './documents.ts';
import { identityKey, identityRef, resolveIdentity } from './identity.ts';
import type { BoardChange, LogEntryBody } from './log-entry.ts';
import { profileAfter, readMember } from './people.ts';
import { memberRef } from './present.ts';

/** What a platform says of someone when asked. */
export interface Profile {
  readonly source: Source;
  readonly externalId: string;
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  /** When it was learnt, epoch ms. */
  readonly at: number;
}

/** Keeps a profile with its member, and tells the boards the member stands on. The outcome says whether anything changed. */
export function recordProfile(profile: Profile, community: CommunityConfig, now: number): Work<boolean> {
  const key = identityKey(profile.source, profile.externalId);
  const spans = runningSpans(community, now);
  return {
    reads: profileReads(key, spans),
    decide: (view) => {
      const id = resolveIdentity(view, key);
      const known = id === undefined ? undefined : readMember(view, id);
      if (id === undefined || known === undefined) return { outcome: false };
      const { externalId, name, avatar, at } = profile;
      const told = { externalId, ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
      const value = profileAfter(known, id, told, at);
      if (value.name === known.name && value.avatar === known.avatar) return { outcome: false };
      const entry: LogEntryBody = { at: now, changes: spans.flatMap((span) => standingAgain(span, id, view)) };
      const documents = [{ collection: collections.members, key: id, value }];
      return { outcome: true, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

function profileReads(key: string, spans: readonly BoardSpan[]): Reads {
  return [
    () => ({ documents: [identityRef(key)] }),
    (view) => {
      const member = resolveIdentity(view, key);
      if (member === undefined) return {};
      const rankings = spans.map(rankingOf);
      return {
        documents: [memberRef(member)],
        standings: rankings.map((ranking) => ({ ranking, member })),
        totals: rankings,
      };
    },
  ];
}

// The row is as it was; telling it again brings the new name along.
function standingAgain(span: BoardSpan, member: string, view: View): BoardChange[] {
  const ranking = rankingOf(span);
  const standing = view.standing(ranking, member);
  if (standing === undefined) return [];
  return [
    {
      type: 'board.changed',
      board: span.board.slug,
      period: span.period,
      periodKey: span.span.key,
      rows: [{ member, score: standing.score, reachedAt: standing.tie }],
      removed: [],
      total: view.total(ranking),
    },
  ];
}
