import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import type { ReturningSelectEvent } from '../../src/internal/events.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import type { LeaderboardEntry } from '../../src/schemas/leaderboard.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountBoard, mountReadyBoard, rowsOf, topThree } from '../support/browser-leaderboard.ts';
import { part, parts, until } from '../support/browser-page.ts';
import { applyRules } from '../support/browser-rules.ts';
import { board, entry, scored } from '../support/browser-samples.ts';

function before(previousRank: number | null, row: LeaderboardEntry): LeaderboardEntry {
  return { ...row, previousRank };
}

/** The text that is not hidden from assistive technology. */
function heard(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

/** Red, green and blue, of 255, as they are painted: engines write mixed colors differently. */
function shadeOf(color: string): number[] {
  const context = document.createElement('canvas').getContext('2d')!; // there is no other
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

describe('<returning-leaderboard> rows', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer('leaderboards/top', board(topThree));
  });

  afterEach(() => bridge.end());

  describe('ranks', () => {
    it('mark the first three, also those who share a place, and no one else', async () => {
      const rows = [entry(1, 'Ada', 9), entry(1, 'Bob', 9), entry(3, 'Cy', 5), entry(4, 'Dee', 4)];
      await bridge.answer('leaderboards/top', board(rows));
      const element = await mountReadyBoard(bridge);
      expect(parts(element, 'row').map((row) => row.getAttribute('part'))).to.deep.equal([
        'row row-1',
        'row row-1',
        'row row-3',
        'row',
      ]);
    });

    it('look different in each of the first three places, not only in color', async () => {
      const element = await mountReadyBoard(bridge);
      const rings = parts(element, 'rank').map((mark) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(mark);
        return `${borderTopStyle} ${borderTopWidth}`;
      });
      expect(rings).to.deep.equal(['double 4px', 'solid 1px', 'solid 2px']);
    });

    it('are medals of the page’s own colors, with a darker ring and number', async () => {
      const element = await mountReadyBoard(bridge);
      element.style.setProperty('--returning-rank-2', 'rgb(200 100 0)');
      const { color, backgroundColor, borderTopColor } = getComputedStyle(parts(element, 'rank')[1]!); // the second's
      expect(backgroundColor).to.equal('rgb(200, 100, 0)');
      expect(shadeOf(color)).to.deep.equal([60, 30, 0]);
      expect(shadeOf(borderTopColor)).to.deep.equal([120, 60, 0]);
    });
  });

  describe('ranks with forced colors', () => {
    // There a border is seen, also one that is transparent.
    it('have no ring but those of the first three', async () => {
      await bridge.answer('leaderboards/top', board([...topThree, entry(4, 'Dee', 4), entry(5, 'Eve', 3)]));
      const element = await mountReadyBoard(bridge);
      const rings = parts(element, 'rank').map((mark) => getComputedStyle(mark).borderTopStyle);
      expect(rings.slice(3)).to.deep.equal(['none', 'none']);
      applyRules(element, 'forced-colors');
      const forced = parts(element, 'rank').map((mark) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(mark);
        return `${borderTopStyle} ${borderTopWidth}`;
      });
      expect(new Set(forced).size, forced.join()).to.equal(4);
    });
  });

  describe('changes of rank', () => {
    it('are marked, with words for who does not see the marks', async () => {
      const rows = [before(3, entry(1, 'Ada', 9)), before(1, entry(2, 'Bob', 8)), before(3, entry(3, 'Cy', 7))];
      await bridge.answer('leaderboards/top', board([...rows, before(null, entry(4, 'Dee', 6))]));
      const element = await mountReadyBoard(bridge);
      expect(parts(element, 'change').map(heard)).to.deep.equal(['up 2 places', 'down 1 place', 'same place', 'new']);
      expect(parts(element, 'change').map(({ className }) => className)).to.deep.equal(['up', 'down', 'same', 'new']);
      await expect(element).to.be.accessible();
    });

    it('are not told while there was no time before', async () => {
      await bridge.answer('leaderboards/top', board(topThree.map((row) => before(null, row))));
      expect(parts(await mountReadyBoard(bridge), 'change')).to.deep.equal([]);
    });
  });

  describe('scores', () => {
    it('are short in a narrow widget, where the whole number is still heard', async () => {
      await bridge.answer('leaderboards/top', board([entry(1, 'Ada', 1_234_567)]));
      const element = await mountReadyBoard(bridge);
      const [whole, compact] = [...part(element, 'score').children] as [HTMLElement, HTMLElement];
      expect([whole.textContent, compact.textContent]).to.deep.equal(['1,234,567', '1.2M']);
      expect(heard(part(element, 'score'))).to.equal('1,234,567');
      element.style.inlineSize = '280px';
      await until(() => getComputedStyle(compact).display !== 'none');
      expect(getComputedStyle(whole).clipPath).to.equal('inset(50%)');
      element.style.inlineSize = '600px';
      await until(() => getComputedStyle(compact).display === 'none');
      expect(getComputedStyle(whole).clipPath).to.equal('none');
    });
  });

  describe('initials', () => {
    for (const name of ['Maria Weber', 'Wolf Meier', 'Щука Жук', '愛 子', 'Kim 🚀']) {
      it(`of ${name} fit in their disc, in one line`, async () => {
        await bridge.answer('leaderboards/top', board([entry(1, name, 9)]));
        const avatar = part(await mountReadyBoard(bridge), 'avatar');
        const letters = document.createRange();
        letters.selectNodeContents(avatar);
        expect(new Set([...letters.getClientRects()].map(({ top }) => top)).size).to.equal(1);
        expect(letters.getBoundingClientRect().width).to.be.at.most(avatar.offsetWidth);
      });
    }
  });

  describe('names', () => {
    it('are whole on paper, however long', async () => {
      await bridge.answer('leaderboards/top', board([entry(1, 'A very long name '.repeat(5), 9)]));
      const element = await mountReadyBoard(bridge);
      element.style.inlineSize = '240px';
      const name = part(element, 'name').querySelector('bdi')!; // always there
      const seen = name.getBoundingClientRect().height;
      applyRules(element, 'print');
      expect(name.getBoundingClientRect().height).to.be.greaterThan(seen);
    });

    it('are links where there is an address for members', async () => {
      const element = await mountBoard(bridge);
      element.setAttribute('member-url', 'https://example.com/m/{id}?n={name}');
      await element.ready;
      const link = part(element, 'name') as HTMLAnchorElement;
      expect(link.href).to.equal('https://example.com/m/member-Ada?n=Ada');
      await expect(element).to.be.accessible();
    });

    it('stay text where the address is none', async () => {
      const element = await mountBoard(bridge);
      element.memberUrl = 'javascript:alert({id})';
      await element.ready;
      expect(part(element, 'name').localName).to.equal('span');
    });

    it('tell the page which entry was chosen, which may keep the link from being followed', async () => {
      const element = await mountBoard(bridge);
      element.memberUrl = '#member-{id}';
      await element.ready;
      const chosen: unknown[] = [];
      element.addEventListener('returning-select', (event: ReturningSelectEvent) => {
        chosen.push(event.item);
        event.preventDefault();
      });
      part(element, 'name').click();
      expect(chosen).to.deep.equal([{ kind: 'entry', entry: element.data?.entries[0] }]);
      expect(location.hash).to.equal('');
    });

    it('are buttons when selectable, and tell of the row as it is now', async () => {
      const element = await mountBoard(bridge);
      element.selectable = true;
      await element.ready;
      await expect(element).to.be.accessible();
      await bridge.send(scored(11, [entry(1, 'Ada', 2000)]));
      await until(() => rowsOf(element)[0] === '1 Ada 2,000');
      let score: number | undefined;
      element.addEventListener('returning-select', ({ item }) => {
        score = item.kind === 'entry' ? item.entry.score : undefined;
      });
      part(element, 'name').click();
      expect(score).to.equal(2000);
    });

    it('are at least 24 pixels high to hit', async () => {
      const element = await mountBoard(bridge);
      element.selectable = true;
      await element.ready;
      const { left, top, height } = part(element, 'row').querySelector('.member')!.getBoundingClientRect(); // always there
      expect(height).to.be.at.least(24);
      const hit = element.shadowRoot?.elementFromPoint(left + 30, top + 2);
      expect(hit?.closest('[part="name"]')).to.equal(part(element, 'name'));
    });

    it('keep the focus when their row moves', async () => {
      const element = await mountBoard(bridge);
      element.selectable = true;
      await element.ready;
      const bob = parts(element, 'name')[1];
      bob?.focus();
      await bridge.send(scored(11, [entry(1, 'Cy', 80), entry(2, 'Bob', 5000)]));
      await until(() => rowsOf(element)[0] === '1 Bob 5,000');
      expect(element.shadowRoot?.activeElement).to.equal(bob);
      await bridge.send(scored(12, [entry(1, 'Bob', 0)]));
      await until(() => rowsOf(element)[0] === '1 Ada 1,300');
      expect(element.shadowRoot?.activeElement).to.equal(bob);
    });
  });

  describe('pictures', () => {
    it('are left out with avatars="off"', async () => {
      const element = await mountBoard(bridge);
      element.setAttribute('avatars', 'off');
      await element.ready;
      expect(parts(element, 'avatar')).to.deep.equal([]);
      element.setAttribute('avatars', 'round');
      await element.updateComplete;
      expect(parts(element, 'avatar').length).to.equal(3);
    });
  });

  describe('rendering', () => {
    it('makes only the row anew that changed', async () => {
      const element = await mountReadyBoard(bridge);
      const changes: Node[] = [];
      const observer = new MutationObserver((records) => changes.push(...records.map(({ target }) => target)));
      observer.observe(part(element, 'table'), { subtree: true, childList: true, characterData: true });
      await bridge.send(scored(11, [entry(1, 'Bob', 71)]));
      await until(() => rowsOf(element)[1] === '2 Bob 71');
      observer.disconnect();
      const touched = changes.map((node) => (node instanceof Element ? node : node.parentElement)?.closest('tr'));
      expect(new Set(touched)).to.deep.equal(new Set([parts(element, 'row')[1]]));
    });
  });

  it('show a believable board of its own with demo', async () => {
    const element = await fixture<ReturningLeaderboard>(
      html`<returning-leaderboard demo period-options="all"></returning-leaderboard>`,
    );
    await element.ready;
    expect(rowsOf(element).length).to.equal(13);
    expect(rowsOf(element)[0]).to.equal('1 Priya Raman 12,480');
    expect(element.shadowRoot?.querySelectorAll('input').length).to.equal(5);
    await expect(element).to.be.accessible();
  });
});
