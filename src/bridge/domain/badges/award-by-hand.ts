import type { BadgeConfig } from '../../../schemas/badge-config.ts';
import type { Badge } from '../../../schemas/badges.ts';
import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Work } from '../../store/store.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';
import { memberWrites } from './badge-writes.ts';
import { memberBadgesRef, readMemberBadges, withAward, withoutAward, type MemberBadges } from './member-badges.ts';
import { presentBadge } from './shelf.ts';

export interface HandRequest {
  readonly action: 'award' | 'revoke';
  readonly community: CommunityConfig;
  readonly badge: BadgeConfig;
  readonly member: string;
  /** Epoch ms. */
  readonly now: number;
}

/** Gives or takes a badge; once done, doing it again changes nothing. The outcome is undefined for an unknown member. */
export function changeByHand(request: HandRequest): Work<Badge | undefined> {
  const { community, badge, member, now } = request;
  return {
    reads: [() => ({ documents: [memberRef(member), memberBadgesRef(member)] })],
    decide: (view) => {
      if (readMember(view, member) === undefined) return { outcome: undefined };
      const before = readMemberBadges(view, member);
      const after = afterHand(before, request);
      const outcome = presentBadge(badge, after, community, now);
      if (after === before) return { outcome };
      const { documents, changes } = memberWrites(member, [before, after], community, now);
      const entry: LogEntryBody = { at: now, changes: [...changes] };
      return { outcome, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

function afterHand(before: MemberBadges, { action, badge, now }: HandRequest): MemberBadges {
  return action === 'award' ? withAward(before, badge.id, { at: now, by: 'hand' }) : withoutAward(before, badge.id);
}
