import '../support/browser-console.ts';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../src/elements/leaderboard/define.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountReadyBoard, rowsOf, topThree } from '../support/browser-leaderboard.ts';
import { onlyWhere } from '../support/browser-only-where.ts';
import { part, parts, until } from '../support/browser-page.ts';
import { board, entry, scored } from '../support/browser-samples.ts';

const many = Array.from({ length: 60 }, (_, index) => ({
  ...entry(index + 1, `M${index + 1} ${'of a very long name '.repeat(index % 4)}`, 1_000_000 - index * 10),
  previousRank: index % 3 === 0 ? null : ((index + 5) % 60) + 1,
}));
const own = many[40];
const viewer = own ? { member: own.member.id, rank: 41, score: own.score, neighbours: [] } : null;
const periods = ['all-time', 'yearly', 'monthly', 'weekly', 'daily'] as const;
const full = board(many, { viewer, periods: [...periods], title: 'A title that is far longer than the one before it' });

const ending = {
  ...full,
  period: 'weekly',
  periodEndsAt: new Date(Date.now() + 3.5 * 86_400_000).toISOString(),
} as const;

/** What may come after the first paint, and what the element was told before it. */
const situations = [
  { title: 'fewer rows than expected', answer: board(topThree), attributes: {} },
  { title: 'all rows, with marks, long names and a long title', answer: full, attributes: {} },
  { title: 'nobody', answer: board([]), attributes: {} },
  { title: 'nobody, where few were expected', answer: board([]), attributes: { limit: '3' } },
  { title: 'the viewer pinned', answer: full, attributes: { 'token-url': '/token', limit: '5' } },
  { title: 'nobody to pin', answer: board(topThree), attributes: { viewer: 'pin', limit: '5' } },
  { title: 'the time that is left', answer: ending, attributes: {} },
  { title: 'listed periods', answer: full, attributes: { 'period-options': 'daily weekly monthly all-time' } },
  { title: 'periods unknown before', answer: full, attributes: { 'period-options': 'all' } },
] as const;

describe('<returning-leaderboard> layout', () => {
  let bridge: ScriptedBridge;

  beforeEach(() => void (bridge = new ScriptedBridge()));

  afterEach(() => bridge.end());

  async function mountLoading(
    attributes: Readonly<Record<string, string>>,
    width: number,
  ): Promise<ReturningLeaderboard> {
    await bridge.hold('leaderboards/top');
    const wrapper = await fixture<HTMLElement>(html`<div></div>`);
    wrapper.style.inlineSize = `${width}px`;
    const element = document.createElement('returning-leaderboard');
    const { apiUrl, communityId } = bridge;
    Object.assign(element, { apiUrl, communityId, board: 'top' });
    if ('token-url' in attributes) element.getToken = () => 'token';
    for (const [name, value] of Object.entries(attributes)) if (name !== 'token-url') element.setAttribute(name, value);
    wrapper.append(element, Object.assign(document.createElement('p'), { textContent: 'What comes below' }));
    await element.updateComplete;
    await nextFrame();
    return element;
  }

  async function showData(element: ReturningLeaderboard): Promise<void> {
    await bridge.release('leaderboards/top');
    await element.ready;
    await until(() => element.matches(':state(live)'));
    await nextFrame();
  }

  const below = (element: Element): number | undefined => element.nextElementSibling?.getBoundingClientRect().top;

  for (const { title, answer, attributes } of situations) {
    for (const width of [280, 700]) {
      it(`keeps its size when there come: ${title} (${width}px)`, async () => {
        await bridge.answer('leaderboards/top', answer);
        const element = await mountLoading(attributes, width);
        const before = below(element);
        await showData(element);
        expect(below(element)).to.be.closeTo(before ?? 0, 0.01);
      });
    }

    onlyWhere(PerformanceObserver.supportedEntryTypes.includes('layout-shift'), 'only Chromium reports layout shifts')(
      `shifts nothing when there come: ${title}`,
      async () => {
        await bridge.answer('leaderboards/top', answer);
        const element = await mountLoading(attributes, 280);
        const shifts: PerformanceEntry[] = [];
        const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
        observer.observe({ type: 'layout-shift' });
        await showData(element);
        await nextFrame();
        shifts.push(...observer.takeRecords());
        observer.disconnect();
        expect(shifts).to.deep.equal([]);
      },
    );
  }

  for (const locale of ['en', 'de', 'ar']) {
    it(`keeps its size, and shows each row whole, with text of 200 % at 320px, ${locale}`, async () => {
      await bridge.answer('leaderboards/top', ending);
      const element = await mountLoading({ locale, 'token-url': '/token' }, 320);
      element.parentElement!.style.fontSize = '32px'; // always there
      await until(() => part(element, 'base').lang === locale);
      const before = below(element);
      await showData(element);
      expect(below(element)).to.be.closeTo(before ?? 0, 0.01);
      expect(part(element, 'table').scrollWidth).to.be.at.most(part(element, 'base').clientWidth);
    });
  }

  it('keeps its size when the load fails', async () => {
    const element = await mountLoading({}, 280);
    const before = below(element);
    await bridge.refuse('leaderboards/top', 'unknown-board');
    await bridge.release('leaderboards/top');
    await until(() => element.status === 'error');
    expect(below(element)).to.equal(before);
  });

  for (const width of [280, 600, 1200]) {
    it(`shows each row whole at ${width}px, in both directions`, async () => {
      await bridge.answer('leaderboards/top', full);
      const element = await mountLoading({ limit: '60' }, width);
      await showData(element);
      for (const locale of ['en', 'ar']) {
        element.locale = locale;
        await until(() => part(element, 'base').lang === locale);
        const table = part(element, 'table');
        expect(table.scrollWidth).to.be.at.most(part(element, 'base').clientWidth);
        const heights = new Set(parts(element, 'row').map((row) => Math.round(row.getBoundingClientRect().height)));
        expect(heights.size).to.equal(1);
      }
    });
  }

  it('has a width of its own where it is as wide as its content', async () => {
    const wrapper = await fixture(
      html`<div style="display: flex"><returning-leaderboard demo></returning-leaderboard></div>`,
    );
    expect(wrapper.firstElementChild?.getBoundingClientRect().width).to.be.above(250);
  });

  describe('rows', () => {
    const isMoving = (row: Element): boolean => row.getAnimations().length > 0;

    async function overtake(): Promise<HTMLElement[]> {
      await bridge.answer('leaderboards/top', board([...topThree, entry(4, 'Dee', 1)]));
      const element = await mountReadyBoard(bridge);
      await bridge.send(scored(11, [entry(1, 'Cy', 80)]));
      await until(() => rowsOf(element)[1] === '2 Cy 80');
      return parts(element, 'row');
    }

    onlyWhere(matchMedia('(prefers-reduced-motion: no-preference)').matches, 'this system asks for less motion')(
      'glide to their new places, and only those that have one',
      async () => {
        const rows = await overtake();
        expect(rows.map(isMoving)).to.deep.equal([false, true, true, false]);
      },
    );

    onlyWhere(matchMedia('(prefers-reduced-motion: no-preference)').matches, 'this system asks for less motion')(
      'go on from where they are when they are on their way',
      async () => {
        const [, row] = await overtake();
        const holdAt = (row: HTMLElement | undefined, time: number): number => {
          const animation = row?.getAnimations().at(-1);
          animation?.pause();
          if (animation) animation.currentTime = time;
          return row?.getBoundingClientRect().top ?? NaN;
        };
        const onItsWay = holdAt(row, 200);
        await bridge.send(scored(12, [entry(1, 'Cy', 5)]));
        await until(() => row?.getAnimations().length === 2);
        expect(holdAt(row, 0)).to.be.closeTo(onItsWay, 0.5);
      },
    );

    onlyWhere(matchMedia('(prefers-reduced-motion: no-preference)').matches, 'this system asks for less motion')(
      'glide three times at once at most, however often they change places in a moment',
      async () => {
        performance.now = () => 10_000;
        try {
          const [, row] = await overtake();
          const host = (row?.getRootNode() as ShadowRoot).host;
          for (const seq of [12, 13, 14, 15, 16]) {
            for (const animation of row?.getAnimations() ?? []) animation.pause();
            const score = seq % 2 === 0 ? 5 : 80;
            await bridge.send(scored(seq, [entry(1, 'Cy', score)]));
            await until(() => rowsOf(host).some((text) => text.endsWith(`Cy ${score}`)));
          }
          expect(row?.getAnimations().length).to.be.within(1, 3);
        } finally {
          Reflect.deleteProperty(performance, 'now');
        }
      },
    );

    onlyWhere(false, 'only Chromium lets a test ask for less motion')('do not glide with less motion', async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      try {
        expect((await overtake()).some(isMoving)).to.equal(false);
      } finally {
        await emulateMedia({ reducedMotion: 'no-preference' });
      }
    });
  });
});
