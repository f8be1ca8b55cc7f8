import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import type { ReturningBadgeShelf } from '../../src/elements/badge-shelf/badge-shelf.ts';
import {
  badgesOf,
  early,
  idsOf,
  kind,
  late,
  mountReadyShelf,
  mountShelf,
  shelf,
  shelfPath,
  standingsOf,
} from '../support/browser-badge-shelf.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import { badgeOf, instantAt } from '../support/client-samples.ts';

describe('<returning-badge-shelf>', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(shelfPath, shelf());
  });

  afterEach(() => bridge.end());

  describe('badges', () => {
    it('shows those earned, the newest first, then the others in their order', async () => {
      const element = await mountReadyShelf(bridge);
      expect(idsOf(element)).to.deep.equal(['late', 'early', 'writer', 'kind']);
      expect(standingsOf(element)).to.deep.equal([
        'Earned on Feb 10, 2026',
        'Earned on Jan 2, 2026',
        '3 of 5',
        'Not earned yet',
      ]);
    });

    it('is a list of items', async () => {
      const element = await mountReadyShelf(bridge);
      expect([part(element, 'list').localName, ...badgesOf(element).map(({ localName }) => localName)]).to.deep.equal([
        'ul',
        'li',
        'li',
        'li',
        'li',
      ]);
    });

    it('says whose they are, and how many are earned', async () => {
      const element = await mountReadyShelf(bridge);
      expect(part(element, 'title').textContent).to.equal('Badges of Ann');
      expect(part(element, 'base').ariaLabel).to.equal('Badges of Ann');
      expect(part(element, 'earned-count').textContent).to.equal('2 of 4');
    });

    it('names nobody where the member is not known', async () => {
      await bridge.answer('members/me/badges', shelf([kind], { member: null }));
      const element = await mountReadyShelf(bridge, { memberId: 'me' });
      expect(part(element, 'title').textContent).to.equal('Badges');
    });

    it('marks those that are not earned', async () => {
      const element = await mountReadyShelf(bridge);
      expect(badgesOf(element).map((each) => each.getAttribute('part'))).to.deep.equal([
        'badge',
        'badge',
        'badge badge-locked',
        'badge badge-locked',
      ]);
    });

    it('shows how far the member is by a bar with a name', async () => {
      const element = await mountReadyShelf(bridge);
      const bars = parts(element, 'progress') as HTMLProgressElement[];
      expect(bars.map(({ value, max, ariaLabel }) => [value, max, ariaLabel])).to.deep.equal([
        [3, 5, 'The badge writer'],
      ]);
    });

    it('shows a streak that was not kept up as fallen back', async () => {
      const over = { current: 3, target: 5, endsAt: new Date(Date.now() - 1000).toISOString() };
      await bridge.answer(shelfPath, shelf([badgeOf('writer', { progress: over })]));
      const element = await mountReadyShelf(bridge);
      expect(standingsOf(element)).to.deep.equal(['0 of 5']);
      expect((part(element, 'progress') as HTMLProgressElement).value).to.equal(0);
    });

    it('renders titles and descriptions as text', async () => {
      const text = '<img src=x onerror="alert(1)">';
      await bridge.answer(shelfPath, shelf([{ ...kind, title: text, description: text }]));
      const element = await mountReadyShelf(bridge);
      expect(idsOf(element)).to.deep.equal([text]);
      expect(part(element, 'description').textContent).to.equal(text);
      expect(element.shadowRoot?.querySelectorAll('img').length).to.equal(0);
    });
  });

  describe('properties', () => {
    it('shows 12 badges unless told otherwise', async () => {
      await bridge.answer(shelfPath, shelf(Array.from({ length: 30 }, (_, index) => badgeOf(`b${index}`))));
      const element = await mountReadyShelf(bridge);
      expect(idsOf(element).length).to.equal(12);
      element.setAttribute('limit', '25');
      await element.updateComplete;
      expect(idsOf(element).length).to.equal(25);
    });

    for (const junk of ['0', '201', '2.5', 'many', '']) {
      it(`takes limit="${junk}" as 12`, async () => {
        const element = await mountShelf(bridge);
        element.setAttribute('limit', junk);
        expect(element.limit).to.equal(12);
      });
    }

    it('shows earned badges only when asked to', async () => {
      const element = await mountReadyShelf(bridge, { show: 'earned' });
      expect(idsOf(element)).to.deep.equal(['late', 'early']);
      expect(part(element, 'earned-count').textContent).to.equal('2 of 4');
    });

    it('takes other words as the default, and a removed attribute too', async () => {
      const element = await mountReadyShelf(bridge, { show: 'earned', layout: 'row' });
      expect(element.getAttribute('layout')).to.equal('row');
      element.setAttribute('show', 'some');
      element.setAttribute('layout', 'circle');
      expect([element.show, element.layout]).to.deep.equal(['all', 'grid']);
      element.setAttribute('show', 'earned');
      element.setAttribute('layout', 'row');
      element.removeAttribute('show');
      element.removeAttribute('layout');
      expect([element.show, element.layout]).to.deep.equal(['all', 'grid']);
    });

    it('shows the member of the token unless told otherwise', async () => {
      await bridge.answer('members/me/badges', shelf([kind]));
      const element = await mountReadyShelf(bridge, { memberId: null, getToken: () => 'token' });
      expect(idsOf(element)).to.deep.equal(['kind']);
      await until(() => hasState(element, 'live'));
      expect(await bridge.requests()).to.include('events?topics=member%2Fann&cursor=test.10');
    });

    it('shows another member when the id changes, and nothing of the last one meanwhile', async () => {
      await bridge.answer('members/bob/badges', shelf([kind], { member: { id: 'bob', name: 'Bob', avatar: null } }));
      const element = await mountReadyShelf(bridge);
      await bridge.hold('members/bob/badges');
      element.memberId = 'bob';
      await element.updateComplete;
      expect(element.status).to.equal('loading');
      await bridge.release('members/bob/badges');
      await until(() => element.status === 'ready');
      expect(part(element, 'title').textContent).to.equal('Badges of Bob');
    });

    it('shows sample data without a bridge', async () => {
      const element = await fixture<ReturningBadgeShelf>(
        html`<returning-badge-shelf demo load="eager"></returning-badge-shelf>`,
      );
      await element.ready;
      expect(idsOf(element).length).to.equal(12);
      await expect(element).to.be.accessible();
    });
  });

  describe('selecting', () => {
    it('tells which badge was chosen', async () => {
      const element = await mountReadyShelf(bridge, { selectable: true });
      const chosen: unknown[] = [];
      element.addEventListener('returning-select', ({ item }) => chosen.push(item));
      badgesOf(element)[1]?.querySelector('button')?.click();
      expect(chosen).to.deep.equal([{ kind: 'badge', badge: early }]);
    });

    it('has no buttons unless told to', async () => {
      const element = await mountReadyShelf(bridge);
      expect(badgesOf(element).flatMap((badge) => [...badge.querySelectorAll('button')])).to.deep.equal([]);
    });
  });

  describe('languages', () => {
    it('speaks German', async () => {
      const element = await mountReadyShelf(bridge, { locale: 'de' });
      await until(() => part(element, 'title').textContent === 'Abzeichen von Ann');
      expect(standingsOf(element)[0]).to.equal('Erhalten am 10.02.2026');
    });

    it('speaks Arabic, from right to left, and leaves titles their direction', async () => {
      await bridge.answer(
        shelfPath,
        shelf([{ ...late, title: 'Storyteller!' }, badgeOf('b', { earnedAt: instantAt(0) })]),
      );
      const element = await mountReadyShelf(bridge, { locale: 'ar' });
      await until(() => part(element, 'base').dir === 'rtl');
      const [first, second] = badgesOf(element).map((badge) => badge.getBoundingClientRect());
      expect(first?.left).to.be.greaterThan(second?.left ?? NaN);
      const title = element.shadowRoot?.querySelector('[part~="badge-title"] bdi');
      expect(title && getComputedStyle(title).direction).to.equal('ltr');
    });
  });
});
