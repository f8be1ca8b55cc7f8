import { fixture, html } from '@open-wc/testing';
import type { ReturningBadgeShelf } from '../../src/elements/badge-shelf/badge-shelf.ts';
import { defineBadgeShelf } from '../../src/elements/badge-shelf/define-badge-shelf.ts';
import type { ReturningChannel } from '../../src/elements/channel/channel.ts';
import { defineChannel } from '../../src/elements/channel/define-channel.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { defineLeaderboard } from '../../src/elements/leaderboard/define-leaderboard.ts';
import type { ReturningMessageFeed } from '../../src/elements/message-feed/message-feed.ts';
import { defineMessageFeed } from '../../src/elements/message-feed/define-message-feed.ts';
import { shelf, shelfPath } from './browser-badge-shelf.ts';
import type { ScriptedBridge } from './browser-bridge.ts';
import { hasState } from './browser-page.ts';
import { topThree } from './browser-leaderboard.ts';
import { board, message, page } from './browser-samples.ts';

export type Widget = ReturningBadgeShelf | ReturningChannel | ReturningLeaderboard | ReturningMessageFeed;

/** An element, as tests that hold for all of them need to know it. */
export interface WidgetKind {
  readonly tag: string;
  readonly define: (tag: string) => void;
  /** What it needs besides bridge and community. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where it loads from, below the community, and what it is to be answered; undefined for what asks no bridge. */
  readonly snapshot: { readonly path: string; readonly answer: unknown } | undefined;
}

export const widgetKinds: readonly WidgetKind[] = [
  {
    tag: 'returning-badge-shelf',
    define: defineBadgeShelf,
    attributes: { 'member-id': 'ann' },
    snapshot: { path: shelfPath, answer: shelf() },
  },
  {
    tag: 'returning-channel',
    define: defineChannel,
    attributes: { src: `${location.origin}/frame-origin` },
    snapshot: undefined,
  },
  {
    tag: 'returning-leaderboard',
    define: defineLeaderboard,
    attributes: { board: 'top' },
    snapshot: { path: 'leaderboards/top', answer: board(topThree) },
  },
  {
    tag: 'returning-message-feed',
    define: defineMessageFeed,
    attributes: { 'channel-id': 'general' },
    snapshot: {
      path: 'channels/general/messages',
      answer: page([message(2, 'Bob', 'second'), message(1, 'Ada', 'first')]),
    },
  },
];

for (const { tag, define } of widgetKinds) define(tag);

export async function answerWidget({ snapshot }: WidgetKind, bridge: ScriptedBridge): Promise<void> {
  if (snapshot) await bridge.answer(snapshot.path, snapshot.answer);
}

/** Whether it shows its data, and follows what there is to follow. */
export function isSettled({ snapshot }: WidgetKind, element: Widget): boolean {
  return element.status === 'ready' && (!snapshot || hasState(element, 'live'));
}

/** Not in the document yet. */
export function createWidget({ tag, attributes }: WidgetKind, { apiUrl, communityId }: ScriptedBridge): Widget {
  const element = document.createElement(tag) as Widget;
  const all = { ...attributes, 'api-url': apiUrl, 'community-id': communityId };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  return element;
}

export async function mountWidget(kind: WidgetKind, bridge: ScriptedBridge): Promise<Widget> {
  const place = await fixture(html`<div></div>`);
  const element = createWidget(kind, bridge);
  place.append(element);
  await element.ready;
  return element;
}
