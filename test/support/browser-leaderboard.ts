import { fixture, html } from '@open-wc/testing';
import '../../src/elements/leaderboard/define.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import type { ScriptedBridge } from './browser-bridge.ts';
import { parts } from './browser-page.ts';
import { entry } from './browser-samples.ts';

export const topThree = [entry(1, 'Ada', 1300), entry(2, 'Bob', 70), entry(3, 'Cy', 5)];

export function mountBoard({ apiUrl, communityId }: ScriptedBridge): Promise<ReturningLeaderboard> {
  return fixture(html`
    <returning-leaderboard api-url=${apiUrl} community-id=${communityId} board="top">
      <a href="/members">All members</a>
    </returning-leaderboard>
  `);
}

export async function mountReadyBoard(bridge: ScriptedBridge): Promise<ReturningLeaderboard> {
  const element = await mountBoard(bridge);
  await element.ready;
  return element;
}

/** Rank, name and score of each row. */
export function rowsOf(element: Element): string[] {
  const names = parts(element, 'name');
  const scores = parts(element, 'score');
  const text = (cell: HTMLElement | undefined) => (cell?.querySelector('.whole') ?? cell)?.textContent.trim();
  return parts(element, 'rank').map((rank, index) => `${text(rank)} ${text(names[index])} ${text(scores[index])}`);
}
