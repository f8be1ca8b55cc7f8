import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { ReturningBadgeShelf } from '../../src/elements/badge-shelf/badge-shelf.ts';
import { badgesOf, kind, late, mountReadyShelf, mountShelf, shelf, shelfPath } from '../support/browser-badge-shelf.ts';
import type { WidgetStatus } from '../../src/internal/widget-source.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { onlyWhere } from '../support/browser-only-where.ts';
import { hasState, part, until } from '../support/browser-page.ts';
import { applyRules } from '../support/browser-rules.ts';
import { badgeOf, badgesChanged, instantAt } from '../support/client-samples.ts';

const image = { light: 'https://example.invalid/light.png', dark: 'https://example.invalid/dark.png' };

describe('<returning-badge-shelf> to look at', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(shelfPath, shelf());
  });

  afterEach(async () => {
    document.documentElement.style.colorScheme = '';
    await bridge.end();
  });

  function pictureOf(element: ReturningBadgeShelf): HTMLImageElement | null {
    return part(element, 'image').querySelector('img');
  }

  function hasMedal(element: ReturningBadgeShelf): boolean {
    return getComputedStyle(part(element, 'image'), '::after').visibility === 'visible';
  }

  describe('pictures', () => {
    it('are those for light pages, or for dark ones, as its own theme says', async () => {
      await bridge.answer(shelfPath, shelf([{ ...late, image }]));
      const element = await mountReadyShelf(bridge);
      expect(pictureOf(element)?.src).to.equal(image.light);
      element.theme = 'dark';
      await until(() => pictureOf(element)?.src === image.dark);
    });

    it('follow the color scheme of the page while it changes', async () => {
      document.documentElement.style.colorScheme = 'dark';
      await bridge.answer(shelfPath, shelf([{ ...late, image }]));
      const element = await mountReadyShelf(bridge);
      expect(pictureOf(element)?.src).to.equal(image.dark);
      document.documentElement.style.colorScheme = 'light';
      await until(() => pictureOf(element)?.src === image.light);
      document.documentElement.style.colorScheme = 'dark';
      await until(() => pictureOf(element)?.src === image.dark);
    });

    it('serve on all pages where there is only one', async () => {
      await bridge.answer(shelfPath, shelf([{ ...late, image: { light: null, dark: image.dark } }]));
      const element = await mountReadyShelf(bridge);
      expect(pictureOf(element)?.src).to.equal(image.dark);
    });

    it('are medals with an initial where there is none', async () => {
      await bridge.answer(shelfPath, shelf([{ ...late, title: '🔥 on fire' }]));
      const element = await mountReadyShelf(bridge);
      expect(pictureOf(element)).to.equal(null);
      expect(hasMedal(element)).to.equal(true);
      expect(part(element, 'image').textContent).to.equal('🔥');
    });

    it('are medals where they are broken, until another one is not', async () => {
      await bridge.answer(shelfPath, shelf([{ ...late, image }]));
      const element = await mountReadyShelf(bridge);
      await until(() => hasMedal(element));
      const picture = pictureOf(element);
      expect(picture && getComputedStyle(picture).visibility).to.equal('hidden');
      picture?.dispatchEvent(new Event('load'));
      expect(hasMedal(element)).to.equal(false);
      expect(picture && getComputedStyle(picture).visibility).to.equal('visible');
    });

    it('are decoration, and tell nobody who looks', async () => {
      await bridge.answer(shelfPath, shelf([{ ...late, image }]));
      const picture = pictureOf(await mountReadyShelf(bridge));
      expect([picture?.alt, picture?.referrerPolicy, picture?.loading]).to.deep.equal(['', 'no-referrer', 'lazy']);
    });
  });

  describe('room', () => {
    const many = Array.from({ length: 12 }, (_, index) => {
      const earnedAt = index % 2 ? instantAt(index * 86_400) : null;
      return { ...badgeOf(`number-${index}`, { earnedAt }), description: 'Take part on 7 days in a row.' };
    });

    /** The heights while loading, with many badges, with one, with none, and in an error. */
    async function heightsAt(width: number, fields: Partial<ReturningBadgeShelf>): Promise<number[]> {
      await bridge.hold(shelfPath);
      const heights = [await heightAt(width, fields)];
      await bridge.release(shelfPath);
      for (const badges of [many, [kind], []]) {
        await bridge.answer(shelfPath, shelf(badges));
        heights.push(await heightAt(width, fields, 'empty', 'ready'));
      }
      await bridge.refuse(shelfPath, 'unknown-member');
      return [...heights, await heightAt(width, fields, 'error')];
    }

    async function heightAt(
      width: number,
      fields: Partial<ReturningBadgeShelf>,
      ...awaited: WidgetStatus[]
    ): Promise<number> {
      const element = await mountShelf(bridge, fields);
      element.style.inlineSize = `${width}px`;
      await until(() => awaited.length === 0 || awaited.includes(element.status));
      await element.updateComplete;
      expect(part(element, 'base').scrollWidth).to.be.at.most(width);
      const { offsetHeight } = element;
      element.remove();
      return offsetHeight;
    }

    for (const width of [280, 600, 1200]) {
      for (const layout of ['grid', 'row'] as const) {
        it(`is the same in each state, as a ${layout} of ${width} px`, async () => {
          const heights = await heightsAt(width, { layout, live: 'off' });
          expect(new Set(heights).size, heights.join()).to.equal(1);
        });
      }
    }

    for (const limit of [1, 4, 7, 12]) {
      it(`is never too little where CSS can not round (${limit})`, async () => {
        await bridge.hold(shelfPath);
        const element = await mountShelf(bridge, { limit });
        const { body, rounded } = reserveOf(element);
        applyRules(element, 'round(up, 1px, 1px)');
        const tile = parseFloat(getComputedStyle(body.querySelector('.placeholder') ?? body).blockSize);
        expect(reserveOf(element).rounded).to.be.within(rounded, rounded + 1.1 * tile);
      });
    }

    function reserveOf(element: ReturningBadgeShelf): { body: Element; rounded: number } {
      const body = element.shadowRoot!.querySelector('.body')!; // always there
      return { body, rounded: parseFloat(getComputedStyle(body).minBlockSize) };
    }

    /** Earned, on the way and locked, with more to say than there is room for. */
    const wordy = [
      { earnedAt: instantAt(0) },
      { progress: { current: 1, target: 2, endsAt: null } },
      { earnedAt: null },
    ].map((standing, index) => {
      const title = 'of many words '.repeat(1 + 3 * index);
      return { ...badgeOf(`number-${index}`, standing), title, description: `Given to all ${title.repeat(4)}` };
    });

    for (const [width, selectable] of [
      [280, false],
      [360, true],
      [600, true],
      [1200, false],
    ] as const) {
      const what = selectable ? 'buttons' : 'badges';
      it(`is enough for a few lines of very long words on ${what} at ${width}px, and on paper they are whole`, async () => {
        await bridge.answer(shelfPath, shelf(wordy));
        const element = await mountReadyShelf(bridge, { limit: 3, selectable });
        element.style.inlineSize = `${width}px`;
        const { body, rounded } = reserveOf(element);
        expect(body.getBoundingClientRect().height).to.be.closeTo(rounded, 0.1);
        applyRules(element, 'print');
        const { scrollHeight, clientHeight } = part(element, 'description').parentElement!; // always there
        expect(scrollHeight).to.equal(clientHeight);
      });
    }

    it('is as much as the limit asks for', async () => {
      const [three = NaN] = await heightsAt(600, { limit: 3 });
      const [twelve = NaN] = await heightsAt(600, { limit: 12 });
      expect(twelve).to.be.greaterThan(2 * three);
    });
  });

  const whereShiftsAreTold = onlyWhere(
    PerformanceObserver.supportedEntryTypes.includes('layout-shift'),
    'only Chromium tells of layout shifts',
  );

  whereShiftsAreTold('moves nothing from the first paint to live changes', async () => {
    const shifts: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => void shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    await bridge.hold(shelfPath);
    const element = await mountShelf(bridge, { limit: 4 });
    element.insertAdjacentHTML('afterend', '<p>Below</p>');
    await nextFrames();
    await bridge.release(shelfPath);
    await element.ready;
    await until(() => hasState(element, 'live'));
    await nextFrames();
    await bridge.send(badgesChanged(11, [{ id: 'kind', change: 'revoked', earnedAt: null, progress: null }]));
    await until(() => element.data?.cursor === 'test.11');
    await nextFrames();
    observer.disconnect();
    expect(shifts.length).to.equal(0);
  });

  async function nextFrames(): Promise<void> {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  const whereMediaObey = onlyWhere(false, 'only Chromium lets tests say what its user prefers');

  describe('what its user prefers', () => {
    afterEach(() => emulateMedia({ reducedMotion: 'no-preference', colorScheme: 'light' }));

    async function award(element: ReturningBadgeShelf): Promise<HTMLElement | undefined> {
      const earnedAt = new Date().toISOString();
      await bridge.send(badgesChanged(11, [{ id: 'kind', change: 'awarded', earnedAt, progress: null }]));
      await until(() => element.data?.cursor === 'test.11');
      await element.updateComplete;
      return badgesOf(element)[0];
    }

    whereMediaObey('lets an awarded badge glow', async () => {
      const badge = await award(await mountReadyShelf(bridge));
      expect(badge?.getAnimations().length).to.equal(1);
    });

    whereMediaObey('marks an awarded badge without motion where that is wanted', async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      const element = await mountReadyShelf(bridge);
      const badge = await award(element);
      const [marked, usual] = [badge, badgesOf(element)[1]].map((each) => each && getComputedStyle(each).borderColor);
      expect(badge?.getAnimations()).to.deep.equal([]);
      expect(marked).not.to.equal(usual);
    });

    whereMediaObey('shows pictures as the system goes dark, where the page leaves it that', async () => {
      document.documentElement.style.colorScheme = 'light dark';
      await emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
      await bridge.answer(shelfPath, shelf([{ ...late, image }]));
      const element = await mountReadyShelf(bridge);
      expect(pictureOf(element)?.src).to.equal(image.light);
      await emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
      await until(() => pictureOf(element)?.src === image.dark);
    });
  });

  it('shows how far a member is also with forced colors', async () => {
    const element = await mountReadyShelf(bridge);
    applyRules(element, 'forced-colors');
    const { borderTopStyle, forcedColorAdjust } = getComputedStyle(part(element, 'progress'));
    expect(borderTopStyle).to.equal('solid');
    expect(forcedColorAdjust ?? 'none', 'where the engine has it').to.equal('none');
  });

  describe('one row', () => {
    it('wraps on paper, where nothing scrolls', async () => {
      const element = await mountReadyShelf(bridge, { layout: 'row' });
      element.style.inlineSize = '280px';
      applyRules(element, 'print');
      const list = part(element, 'list');
      expect(list.scrollWidth).to.equal(list.clientWidth);
    });

    it('scrolls by the keyboard', async () => {
      const element = await mountReadyShelf(bridge, { layout: 'row' });
      element.style.inlineSize = '280px';
      const list = part(element, 'list');
      list.focus();
      expect(element.shadowRoot?.activeElement).to.equal(list);
      expect(list.ariaLabel).to.equal('Badges of Ann');
      await sendKeys({ press: 'ArrowRight' });
      await until(() => list.scrollLeft > 0);
    });

    it('needs no stop of its own where its badges are buttons', async () => {
      const element = await mountReadyShelf(bridge, { layout: 'row', selectable: true });
      expect(part(element, 'list').hasAttribute('tabindex')).to.equal(false);
    });

    it('has all badges beside each other', async () => {
      const element = await mountReadyShelf(bridge, { layout: 'row' });
      element.style.inlineSize = '280px';
      expect(new Set(badgesOf(element).map((badge) => badge.getBoundingClientRect().top)).size).to.equal(1);
    });
  });
});
