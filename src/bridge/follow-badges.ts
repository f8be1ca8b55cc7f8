import type { BadgeConfig } from '../schemas/badge-config.ts';
import type { CommunityConfig } from '../schemas/config.ts';
import type { Communities } from './communities.ts';
import { logEntry } from './domain/log-entry.ts';
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
    for (const told of logEntry.parse(entry).changes) {
      if (told.type !== 'badges.changed') continue;
      for (const { id, change } of told.badges) {
        const badge = community.badges.find((candidate) => candidate.id === id);
        if (badge !== undefined && change !== 'progressed') onBadge({ change, community, badge, member: told.member });
      }
    }
  });
}
