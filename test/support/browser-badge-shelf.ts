import { fixture, html } from '@open-wc/testing';
import { nothing } from 'lit';
import '../../src/elements/badge-shelf/define.ts';
import type { ReturningBadgeShelf } from '../../src/elements/badge-shelf/badge-shelf.ts';
import type { Badge, BadgeShelf } from '../../src/schemas/badges.ts';
import type { ScriptedBridge } from './browser-bridge.ts';
import { parts } from './browser-page.ts';
import { badgeOf, badgeShelfOf, instantAt } from './client-samples.ts';

const day = 86_400;

export const shelfPath = 'members/ann/badges';
/** In the order of the configuration: two earned, one on the way, one given by hand. */
export const writer = badgeOf('writer', { progress: { current: 3, target: 5, endsAt: null } });
export const kind = badgeOf('kind');
export const early = badgeOf('early', { earnedAt: instantAt(1 * day) });
export const late = badgeOf('late', { earnedAt: instantAt(40 * day) });

export function shelf(
  badges: readonly Badge[] = [writer, early, kind, late],
  fields: Partial<BadgeShelf> = {},
): BadgeShelf {
  return { ...badgeShelfOf([...badges]), cursor: 'test.10', ...fields };
}

/** @param fields properties of the shelf; `memberId` is `ann` unless it says otherwise */
export async function mountShelf(
  { apiUrl, communityId }: ScriptedBridge,
  fields: Partial<ReturningBadgeShelf> = {},
): Promise<ReturningBadgeShelf> {
  const { memberId = 'ann', ...others } = fields;
  const element = await fixture<ReturningBadgeShelf>(html`
    <returning-badge-shelf
      api-url=${apiUrl}
      community-id=${communityId}
      member-id=${memberId ?? nothing}
      load="eager"
    ></returning-badge-shelf>
  `);
  Object.assign(element, others);
  return element;
}

export async function mountReadyShelf(
  bridge: ScriptedBridge,
  fields: Partial<ReturningBadgeShelf> = {},
): Promise<ReturningBadgeShelf> {
  const element = await mountShelf(bridge, fields);
  await element.ready;
  await element.updateComplete;
  return element;
}

export function badgesOf(element: Element): HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part~="badge"]') ?? [])];
}

/** The ids of the badges shown; `client-samples` entitles each "The badge" and its id. */
export function idsOf(element: Element): string[] {
  const titles = [...(element.shadowRoot?.querySelectorAll('[part~="badge-title"]') ?? [])];
  return titles.map(({ textContent }) => textContent.trim().replace('The badge ', ''));
}

/** What is said of each badge. */
export function standingsOf(element: Element): string[] {
  return parts(element, 'standing').map(({ textContent }) => textContent.trim());
}
