import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import type { ReturningBadgeShelf } from '../../src/elements/badge-shelf/badge-shelf.ts';
import type { BadgesChanged, BadgesReset } from '../../src/schemas/badge-events.ts';
import {
  badgesOf,
  early,
  idsOf,
  kind,
  late,
  mountReadyShelf,
  shelf,
  shelfPath,
  standingsOf,
  writer,
} from '../support/browser-badge-shelf.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { hasState, until } from '../support/browser-page.ts';
import { badgeOf, badgesChanged, instantAt } from '../support/client-samples.ts';

type Change = BadgesChanged['badges'][number];

const today = instantAt(100 * 86_400);
const earnedToday = { change: 'awarded', earnedAt: today, progress: null } as const;
const reset: BadgesReset = { name: 'badges.reset', topic: 'member/ann', seq: 11 };
const lost = { change: 'revoked', earnedAt: null, progress: null } as const;

describe('<returning-badge-shelf> as time goes on', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(shelfPath, shelf());
    document.querySelector('[aria-live]')?.replaceChildren();
  });

  afterEach(() => bridge.end());

  async function tell(seq: number, ...changes: Change[]): Promise<void> {
    await bridge.send(badgesChanged(seq, changes));
  }

  function spoken(): string {
    return document.querySelector('[aria-live]')?.textContent ?? '';
  }

  /** The ids of those marked as awarded a moment ago. */
  function marked(element: ReturningBadgeShelf): string[] {
    const marks = badgesOf(element).map((badge) => badge.matches('.awarded'));
    return idsOf(element).filter((_, index) => marks[index]);
  }

  it('follows the member whom the answer names, from its cursor', async () => {
    const element = await mountReadyShelf(bridge);
    await until(() => hasState(element, 'live'));
    expect(await bridge.requests()).to.include('events?topics=member%2Fann&cursor=test.10');
  });

  it('puts an awarded badge first, marks it, and says so', async () => {
    const element = await mountReadyShelf(bridge);
    await tell(11, { id: 'writer', ...earnedToday });
    await until(() => idsOf(element)[0] === 'writer');
    expect(standingsOf(element)[0]).to.equal('Earned on Apr 11, 2026');
    expect(marked(element)).to.deep.equal(['writer']);
    await until(() => spoken() === 'New badge: The badge writer');
  });

  it('says of two at once which they are', async () => {
    const element = await mountReadyShelf(bridge);
    await tell(11, { id: 'writer', ...earnedToday }, { id: 'kind', ...earnedToday });
    await until(() => marked(element).length === 2);
    await until(() => spoken() === 'New badge: The badge writer. New badge: The badge kind');
  });

  it('marks nothing that was earned before it looked', async () => {
    const element = await mountReadyShelf(bridge);
    expect(marked(element)).to.deep.equal([]);
  });

  it('marks nothing when another member is shown', async () => {
    const bob = { id: 'bob', name: 'Bob', avatar: null };
    const all = [writer, early, kind, late].map((badge) => ({ ...badge, earnedAt: today, progress: null }));
    await bridge.answer('members/bob/badges', shelf(all, { member: bob }));
    const element = await mountReadyShelf(bridge);
    await tell(11, { id: 'writer', ...earnedToday });
    await until(() => marked(element).length === 1);
    element.memberId = 'bob';
    await until(() => element.data?.member?.id === 'bob');
    await element.updateComplete;
    expect(marked(element)).to.deep.equal([]);
  });

  it('locks a badge that was taken back, in its place, and marks it no more', async () => {
    const element = await mountReadyShelf(bridge);
    await tell(11, { id: 'kind', ...earnedToday });
    await until(() => idsOf(element)[0] === 'kind');
    await tell(12, { id: 'kind', ...lost });
    await until(() => idsOf(element)[0] === 'late');
    expect(idsOf(element)).to.deep.equal(['late', 'early', 'writer', 'kind']);
    expect(standingsOf(element)[3]).to.equal('Not earned yet');
    expect(marked(element)).to.deep.equal([]);
  });

  it('shows how far the member came', async () => {
    const element = await mountReadyShelf(bridge);
    const progress = { current: 4, target: 5, endsAt: null };
    await tell(11, { id: 'writer', change: 'progressed', earnedAt: null, progress });
    await until(() => standingsOf(element)[2] === '4 of 5');
    expect(marked(element)).to.deep.equal([]);
  });

  it('ignores what its snapshot already includes', async () => {
    const element = await mountReadyShelf(bridge);
    await tell(10, { id: 'writer', ...earnedToday });
    await tell(11, { id: 'kind', ...earnedToday });
    await until(() => idsOf(element)[0] === 'kind');
    expect(idsOf(element)).to.deep.equal(['kind', 'late', 'early', 'writer']);
  });

  it('loads again for a badge it does not know', async () => {
    const element = await mountReadyShelf(bridge);
    const brandNew = badgeOf('new', { earnedAt: today });
    await bridge.answer(shelfPath, shelf([brandNew, kind], { cursor: 'test.11' }));
    await tell(11, { id: 'new', ...earnedToday });
    await until(() => idsOf(element)[0] === 'new');
    expect(await bridge.requests()).to.include(`${shelfPath}?since=test.11`);
  });

  it('shows nothing more of a member who is gone, whose name it knew', async () => {
    const element = await mountReadyShelf(bridge);
    await bridge.refuse(shelfPath, 'unknown-member');
    await bridge.send(reset);
    await until(() => element.status === 'error');
    await element.updateComplete;
    expect(element.data).to.equal(undefined);
    expect(element.shadowRoot?.textContent).to.contain('This member is not known here.').and.not.to.contain('Ann');
    expect(await bridge.requests()).to.include(`${shelfPath}?since=test.11`);
  });

  it('empties for whoever has the token and is shown no more', async () => {
    await bridge.answer('members/me/badges', shelf([writer, early]));
    await bridge.hello({ me: 'ann', granted: ['member/ann'] });
    const element = await mountReadyShelf(bridge, { memberId: null, getToken: () => 'token', show: 'earned' });
    expect(idsOf(element)).to.deep.equal(['early']);
    const nothingEarned = shelf([writer, badgeOf('early')], { member: null, cursor: 'test.11' });
    await bridge.answer('members/me/badges', nothingEarned);
    await bridge.send(reset);
    await until(() => hasState(element, 'empty'));
    expect(element.shadowRoot?.textContent).not.to.contain('Ann');
  });

  it('loads again when whoever has the token becomes known', async () => {
    await bridge.answer('members/me/badges', shelf([writer, kind], { member: null }));
    await bridge.hello({ me: 'ann', granted: ['member/ann'] });
    const element = await mountReadyShelf(bridge, { memberId: null, getToken: () => 'token' });
    expect(await bridge.requests()).to.include('members/me/badges');
    const awarded = { ...kind, earnedAt: today };
    await bridge.answer('members/me/badges', shelf([writer, awarded], { cursor: 'test.11' }));
    await tell(11, { id: 'kind', ...earnedToday });
    await until(() => element.data?.member?.id === 'ann');
    await element.updateComplete;
    expect(idsOf(element)).to.deep.equal(['kind', 'writer']);
  });

  it('marks what was awarded while the stream was cut', async () => {
    const element = await mountReadyShelf(bridge);
    const awarded = { ...writer, earnedAt: today, progress: null };
    await bridge.answer(shelfPath, shelf([awarded, kind], { cursor: 'test.50' }));
    await bridge.sendGap(['member/ann'], 'test.50');
    await until(() => marked(element).length === 1);
    expect(marked(element)).to.deep.equal(['writer']);
  });

  it('is empty no more once the first badge is earned', async () => {
    await bridge.answer(shelfPath, shelf([writer, kind]));
    const element = await mountReadyShelf(bridge, { show: 'earned' });
    expect(element.status).to.equal('empty');
    await tell(11, { id: 'kind', ...earnedToday });
    await until(() => element.status === 'ready');
    await until(() => idsOf(element).length === 1);
    expect(marked(element)).to.deep.equal(['kind']);
  });

  it('leaves the focus on the badge that moves', async () => {
    const element = await mountReadyShelf(bridge, { selectable: true });
    const button = badgesOf(element)[2]?.querySelector('button');
    button?.focus();
    await tell(11, { id: 'writer', ...earnedToday });
    await until(() => idsOf(element)[0] === 'writer');
    expect(element.shadowRoot?.activeElement).to.equal(button);
  });

  it('lets a streak fall back when its time is over, without being told', async () => {
    const { setInterval } = globalThis;
    const { now } = Date;
    const ticks: (() => void)[] = [];
    globalThis.setInterval = ((tick: () => void) => ticks.push(tick)) as unknown as typeof setInterval;
    try {
      const progress = { current: 3, target: 5, endsAt: new Date(now() + 60_000).toISOString() };
      await bridge.answer(shelfPath, shelf([badgeOf('writer', { progress })]));
      const element = await mountReadyShelf(bridge);
      expect(standingsOf(element)).to.deep.equal(['3 of 5']);
      Date.now = () => now() + 61_000;
      for (const tick of ticks) tick();
      await element.updateComplete;
      expect(standingsOf(element)).to.deep.equal(['0 of 5']);
      element.remove();
    } finally {
      Object.assign(globalThis, { setInterval });
      Date.now = now;
    }
  });
});
