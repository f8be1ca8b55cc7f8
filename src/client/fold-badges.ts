import { badgeEvents, type BadgeEvent, type BadgeProgress, type BadgeShelf } from '../schemas/index.ts';
import { advanceCursor } from './cursor-order.ts';
import { foldOf } from './fold.ts';

/**
 * A shelf after an event; what it already includes is ignored. `needs-snapshot`: a badge is a new one, whose name and
 * picture no event tells, `me` has become somebody, or the member is not shown any more, and only a snapshot tells who is.
 */
export const foldBadges = foldOf(badgeEvents, shelfAfter);

function shelfAfter(state: BadgeShelf, event: BadgeEvent): BadgeShelf | 'needs-snapshot' {
  const { member } = state;
  if (!member || event.name === 'badges.reset') return 'needs-snapshot';
  if (event.member !== member.id) return state;
  const known = new Set(state.badges.map(({ id }) => id));
  if (event.badges.some(({ id }) => !known.has(id))) return 'needs-snapshot';
  const changed = new Map(event.badges.map(({ id, earnedAt, progress }) => [id, { earnedAt, progress }]));
  const badges = state.badges.map((badge) => ({ ...badge, ...changed.get(badge.id) }));
  return { ...state, badges, cursor: advanceCursor(state.cursor, event.seq) };
}

/** How far a member is at a moment (epoch ms): a streak that was not kept up has fallen back, and no event tells that. */
export function progressAt(progress: BadgeProgress, now: number): BadgeProgress {
  const isOver = progress.endsAt !== null && Date.parse(progress.endsAt) <= now;
  return isOver ? { ...progress, current: 0, endsAt: null } : progress;
}
