import { fixture, html } from '@open-wc/testing';
import '../../src/elements/message-feed/define.ts';
import type { ReturningMessageFeed } from '../../src/elements/message-feed/message-feed.ts';
import type { ScriptedBridge } from './browser-bridge.ts';
import { part, parts } from './browser-page.ts';
import { message, page } from './browser-samples.ts';

export const messagesPath = 'channels/general/messages';
export const newest = [message(3, 'Cy', 'third'), message(2, 'Bob', 'second')];
export const oldest = [message(1, 'Ada', 'first')];
/** Thirty, from `message 30` back to `message 1`: far more than a feed of 200 pixels shows. */
export const many = Array.from({ length: 30 }, (_, index) => numbered(30 - index));

export function numbered(number: number) {
  return message(number, 'Ada', `message ${number}`);
}

/** @param fields properties of the feed */
export async function mountFeed(
  { apiUrl, communityId }: ScriptedBridge,
  fields: Partial<ReturningMessageFeed> = {},
): Promise<ReturningMessageFeed> {
  const element = await fixture<ReturningMessageFeed>(html`
    <returning-message-feed
      api-url=${apiUrl}
      community-id=${communityId}
      channel-id="general"
      load=${fields.load ?? 'eager'}
      height=${fields.height ?? 480}
      order=${fields.order ?? 'newest-last'}
    ></returning-message-feed>
  `);
  Object.assign(element, fields);
  return element;
}

export async function mountReadyFeed(
  bridge: ScriptedBridge,
  fields: Partial<ReturningMessageFeed> = {},
): Promise<ReturningMessageFeed> {
  const element = await mountFeed(bridge, fields);
  await element.ready;
  await element.updateComplete;
  return element;
}

export function bodiesOf(element: Element): string[] {
  return parts(element, 'body').map((body) => body.textContent.replace('(edited)', '').trim());
}

/** An older page exists behind position `p1`. */
export async function answerTwoPages(bridge: ScriptedBridge, first = newest, second = oldest): Promise<void> {
  await bridge.answer(messagesPath, page(first, { nextBefore: 'p1' }));
  await bridge.answer(`${messagesPath}?limit=20&before=p1&since=test.10`, page(second));
}

/** How far the reader is from the newest message, in pixels. */
export function distanceOf(element: ReturningMessageFeed): number {
  const list = part(element, 'list').getBoundingClientRect();
  const content = part(element, 'list').firstElementChild!.getBoundingClientRect();
  return element.order === 'newest-first' ? list.top - content.top : content.bottom - list.bottom;
}

/** Resolves when a frame has been painted, with all that observers did for it. */
export async function painted(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** @param top how much of the content is above the list then, in pixels */
export async function scrollTo(element: Element, top: number): Promise<void> {
  const list = part(element, 'list');
  list.scrollTop += top - (list.getBoundingClientRect().top - list.firstElementChild!.getBoundingClientRect().top);
  await painted();
  await painted();
}

/** Where the text of a message stands on the screen. */
export function topOf(element: Element, text: string): number {
  const body = parts(element, 'body').find(({ textContent }) => textContent.trim() === text);
  if (!body) throw new Error(`No message says "${text}"`);
  return body.getBoundingClientRect().top;
}
