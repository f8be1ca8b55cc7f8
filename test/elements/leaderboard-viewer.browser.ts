import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import type { Leaderboard, LeaderboardEntry } from '../../src/schemas/leaderboard.ts';
import type { StandingChanged } from '../../src/schemas/member-events.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountBoard, rowsOf } from '../support/browser-leaderboard.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import { board, entry, scored } from '../support/browser-samples.ts';

const many = Array.from({ length: 20 }, (_, index) => entry(index + 1, `M${index + 1}`, 1000 - index * 10));

function seenBy(name: string, fields: Partial<Leaderboard> = {}, neighbours: LeaderboardEntry[] = []): Leaderboard {
  const own = [...many, ...neighbours].find(({ member }) => member.name === name) ?? entry(1, name, 1);
  const viewer = { member: own.member.id, rank: own.rank, score: own.score, neighbours };
  return board(many, { viewer, total: 500, ...fields });
}

const far = [entry(99, 'Nia', 12), entry(100, 'Zed', 11), entry(101, 'Oz', 10)];

function standing(seq: number, slug: string): StandingChanged {
  const standings = [{ board: slug, period: 'all-time' as const, score: 1 }];
  return { name: 'standing.changed', topic: 'standing/member-Zed', seq, standings };
}

function namesOf(element: Element): string[] {
  return parts(element, 'name').map(({ textContent }) => textContent.trim());
}

function said(): string {
  return document.querySelector('body > [aria-live="polite"]')?.textContent ?? '';
}

describe('<returning-leaderboard> for a member', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer('leaderboards/top', seenBy('Zed', {}, far));
    await bridge.hello({ me: 'member-Zed' });
  });

  afterEach(() => bridge.end());

  async function mountFor(
    token: string | null,
    attributes: Record<string, string> = {},
  ): Promise<ReturningLeaderboard> {
    const element = await mountBoard(bridge);
    element.getToken = () => token;
    for (const [name, value] of Object.entries({ limit: '3', ...attributes })) element.setAttribute(name, value);
    await element.ready;
    await element.updateComplete;
    return element;
  }

  describe('their place', () => {
    it('is pinned below the top with its neighbours, and marked', async () => {
      const element = await mountFor('token');
      expect(namesOf(element)).to.deep.equal(['M1', 'M2', 'M3', 'Nia', 'Zed', 'Oz']);
      expect(part(element, 'gap').textContent).to.contain('95 places not shown');
      const own = part(element, 'row-viewer');
      expect(own.querySelector('[part="you"]')?.textContent).to.equal('You');
      expect(own).to.equal(parts(element, 'row')[4]);
      await expect(element).to.be.accessible();
    });

    it('is accessible in the dark, and in Arabic', async () => {
      const element = await mountFor('token', { theme: 'dark', locale: 'ar' });
      await until(() => part(element, 'you').textContent === 'أنت');
      await expect(element).to.be.accessible();
    });

    it('is only marked where it is among the top', async () => {
      await bridge.answer('leaderboards/top', seenBy('M2'));
      const element = await mountFor('token');
      expect(namesOf(element)).to.deep.equal(['M1', 'M2', 'M3']);
      expect(part(element, 'row-viewer').getAttribute('part')).to.equal('row row-2 row-viewer');
      expect(parts(element, 'gap')).to.deep.equal([]);
    });

    it('follows the live board as long as that holds it', async () => {
      await bridge.answer('leaderboards/top', seenBy('M10'));
      const element = await mountFor('token');
      expect(rowsOf(element).slice(3)).to.deep.equal(['9 M9 920', '10 M10 910', '11 M11 900']);
      await bridge.send(scored(11, [entry(1, 'M10', 945)]));
      await until(() => rowsOf(element)[4] === '7 M10 945');
      expect(rowsOf(element).slice(3)).to.deep.equal(['6 M6 950', '7 M10 945', '8 M7 940']);
    });

    it('joins the top without being shown twice', async () => {
      const element = await mountFor('token');
      await bridge.send(scored(11, [entry(1, 'Zed', 995)]));
      await until(() => namesOf(element)[1] === 'Zed');
      expect(namesOf(element)).to.deep.equal(['M1', 'Zed', 'M2']);
    });

    for (const [mode, marked, shown] of [
      ['highlight', 0, 3],
      ['off', 0, 3],
      ['pin', 1, 6],
      ['sideways', 1, 6],
    ] as const) {
      it(`is shown as viewer="${mode}" says`, async () => {
        const element = await mountFor('token', { viewer: mode });
        expect([parts(element, 'row-viewer').length, parts(element, 'row').length]).to.deep.equal([marked, shown]);
      });
    }

    it('is marked with viewer="highlight", and not with "off"', async () => {
      await bridge.answer('leaderboards/top', seenBy('M2'));
      const element = await mountFor('token', { viewer: 'highlight' });
      expect(parts(element, 'row-viewer').length).to.equal(1);
      element.viewer = 'off';
      await element.updateComplete;
      expect(parts(element, 'row-viewer').length).to.equal(0);
    });

    it('is not asked for in a way that would lock out who is not signed in', async () => {
      await bridge.answer('leaderboards/top', board(many, { viewer: null }));
      const element = await mountFor(null);
      expect([element.status, rowsOf(element).length]).to.deep.equal(['ready', 3]);
      expect((await bridge.requests())[0]).to.equal('leaderboards/top');
    });
  });

  describe('live', () => {
    it('follows their standing beside the board, and loads again when it changed', async () => {
      const element = await mountFor('token');
      await until(() => hasState(element, 'live'));
      expect((await bridge.requests()).at(-1)).to.contain('topics=board%2Ftop%2Fall-time%2Cstanding%2Fme');
      const risen = [entry(49, 'Nia', 12), entry(50, 'Zed', 12), entry(51, 'Oz', 10)];
      await bridge.answer('leaderboards/top', seenBy('Zed', { cursor: 'test.12' }, risen));
      await bridge.send(standing(12, 'top'));
      await until(() => rowsOf(element)[4] === '50 Zed 12');
      await until(() => said().includes('You are 50th of 500'));
    });

    it('loads again, with their own place, when the board is told to have begun anew', async () => {
      const element = await mountFor('token');
      await until(() => hasState(element, 'live'));
      const risen = [entry(49, 'Nia', 12), entry(50, 'Zed', 12), entry(51, 'Oz', 10)];
      await bridge.answer('leaderboards/top', seenBy('Zed', { cursor: 'test.12' }, risen));
      const { slug, period, periodKey } = element.data!;
      await bridge.send({ name: 'board.reset', topic: 'board/top/all-time', seq: 12, board: slug, period, periodKey });
      await until(() => rowsOf(element)[4] === '50 Zed 12');
    });

    it('does not load again for another board', async () => {
      const element = await mountFor('token');
      await until(() => hasState(element, 'live'));
      await bridge.send(standing(11, 'other'));
      await bridge.send(scored(12, [entry(1, 'M1', 5000)]));
      await until(() => rowsOf(element)[0] === '1 M1 5,000');
      expect((await bridge.requests()).filter((path) => path.startsWith('leaderboards')).length).to.equal(1);
    });

    it('loads again when others passed them and the live board knows them no more', async () => {
      await bridge.answer('leaderboards/top', seenBy('M20', { size: 20 }, many.slice(18)));
      const element = await mountFor('token');
      expect(rowsOf(element).at(-1)).to.equal('20 M20 810');
      const fallen = [entry(21, 'M20', 810)];
      await bridge.answer('leaderboards/top', seenBy('M20', { cursor: 'test.13', entries: many.slice(0, 19) }, fallen));
      await bridge.send(scored(11, [entry(1, 'New', 5000)]));
      await until(() => rowsOf(element).at(-1) === '21 M20 810');
    });

    it('claims no place in which others stand by now, until it has loaded again', async () => {
      await bridge.answer('leaderboards/top', seenBy('M20', { size: 20 }, many.slice(18)));
      const element = await mountFor('token');
      expect(rowsOf(element).slice(3)).to.deep.equal(['19 M19 820', '20 M20 810']);
      await bridge.hold('leaderboards/top');
      await bridge.send(scored(11, [entry(1, 'New', 5000)]));
      await until(() => rowsOf(element)[0] === '1 New 5,000');
      expect(rowsOf(element).slice(3)).to.deep.equal([]);
      const fallen = [entry(21, 'M20', 810)];
      await bridge.answer('leaderboards/top', seenBy('M20', { cursor: 'test.13', entries: many.slice(0, 19) }, fallen));
      await bridge.release('leaderboards/top');
      await until(() => rowsOf(element).at(-1) === '21 M20 810');
    });

    it('goes on with the board where the standing is refused', async () => {
      const refused = [{ topic: 'standing/me', code: 'token-required' }];
      await bridge.hello({ granted: ['board/top/all-time'], refused });
      const element = await mountFor('token');
      await until(() => hasState(element, 'live'));
      expect(element.error).to.equal(undefined);
      await bridge.send(scored(11, [entry(1, 'M1', 5000)]));
      await until(() => rowsOf(element)[0] === '1 M1 5,000');
    });

    for (const [attributes, why] of [
      [{ viewer: 'off' }, 'viewer is off'],
      [{ live: 'off' }, 'live is off'],
    ] as const) {
      it(`asks for no standing while ${why}`, async () => {
        await mountFor('token', attributes);
        expect((await bridge.requests()).some((path) => path.includes('standing'))).to.equal(false);
      });
    }
  });
});
