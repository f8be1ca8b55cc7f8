import type { CommunityConfig } from '../../../schemas/config.ts';
import type { View } from '../../store/store.ts';
import { readMemberBadges } from '../badges/member-badges.ts';
import type { Change } from '../log-entry.ts';
import { hidingByKey } from './hide-excluded.ts';
import { mirrorOfNewKey } from './mirror-badges.ts';

/** What follows from a member's getting an id that nobody had; from a view that holds `hidingQuery` and their badges. */
export function newKeyChanges(
  member: string,
  key: string,
  community: CommunityConfig,
  view: View,
  now: number,
): Change[] {
  return [
    ...hidingByKey(member, key, community, view, now),
    ...mirrorOfNewKey(member, readMemberBadges(view, member), key),
  ];
}
