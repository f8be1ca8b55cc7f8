import type { BadgeConfig } from '../schemas/badge-config.ts';
import type { CommunityConfig } from '../schemas/config.ts';
import type { Communities } from './communities.ts';
import { logEntry, type BadgeStandingChange, type Change } from './domain/log-entry.ts';
import type { Store } from './store/store.ts';

/** A badge that was given or taken, by its rule or by hand. */
export interface BadgeNotice {
  readonly change: 'awarded' | 'revoked';
  readonly community: CommunityConfig;
  readonly badge: BadgeConfig;
  /** The member's id. */
  readonly member: string;
}

/**
 * Tells every award and revocation once it is kept, in order; on each node that follows the log.
 * @returns how to stop
 */
export function followBadges(
  store: Pick<Store, 'follow'>,
  communities: Communities,
  onBadge: (notice: BadgeNotice) => void,
): () => void {
  return store.follow((space, _epoch, { entry }) => {
    const community = communities.find(space);
    if (community === undefined || community.badges.length === 0) return;
    for (const { id, change, member } of changesIn(logEntry.parse(entry).changes)) {
      const badge = community.badges.find((candidate) => candidate.id === id);
      if (badge !== undefined && change !== 'progressed') onBadge({ change, community, badge, member });
    }
  });
}

interface ToldBadge {
  readonly id: string;
  readonly change: BadgeStandingChange['change'];
  readonly member: string;
}

/** What readers are told of one who became one with another is not what the platform does not know. */
function changesIn(changes: readonly Change[]): ToldBadge[] {
  const mirrored = new Set(changes.flatMap((change) => (change.type === 'badges.mirror' ? [change.member] : [])));
  return changes.flatMap((told): ToldBadge[] => {
    if (told.type === 'badges.changed' && !mirrored.has(told.member)) {
      return told.badges.map(({ id, change }) => ({ id, change, member: told.member }));
    }
    if (told.type !== 'badges.mirror') return [];
    const { member, awarded, revoked } = told;
    return [
      ...awarded.map((id): ToldBadge => ({ id, change: 'awarded', member })),
      ...revoked.map((id): ToldBadge => ({ id, change: 'revoked', member })),
    ];
  });
}
