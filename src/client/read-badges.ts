import { badgeShelf, type BadgeShelf } from '../schemas/index.ts';
import type { Readable } from './bridge-reader.ts';

/** A member's badges. @param member an id, or `me` for the member of the token */
export function badgesAt(member: string): Readable<BadgeShelf> {
  return { path: `/members/${encodeURIComponent(member)}/badges`, schema: badgeShelf };
}
