import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig } from '../../../src/bridge/config/config.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const boards = [
  { slug: 'top', title: 'Top' },
  { slug: 'week', title: 'This week', periods: ['weekly'], defaultPeriod: 'weekly' },
];

async function load(context: TestContext, badges: unknown): ReturnType<typeof loadConfig> {
  const config = { communities: [{ id: 'c1', name: 'One', boards, badges }] };
  return loadConfig(await temporaryFile(context, JSON.stringify(config)), {});
}

/** @returns where the mistakes are */
async function mistakesOf(context: TestContext, badges: unknown): Promise<string[]> {
  const error = await load(context, badges).then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError, String(error));
  return error.mistakes.map(({ path }) => path.replace('communities.0.', ''));
}

describe('badges in the configuration', () => {
  it('are taken with every rule, and with none', async (context) => {
    const { communities } = await load(context, [
      { id: 'by-hand', title: 'By hand' },
      { id: 'ten', title: 'Ten', rule: { kind: 'count', deed: 'post', count: 10 } },
      { id: 'week', title: 'A week', rule: { kind: 'streak', days: 7 } },
      { id: 'first', title: 'First', rule: { kind: 'rank', board: 'top', period: 'daily' } },
    ]);
    const [byHand, , , first] = communities[0]?.badges ?? [];
    assert.deepEqual(byHand, { id: 'by-hand', title: 'By hand', description: '', image: { light: null, dark: null } });
    assert.deepEqual(first?.rule, { kind: 'rank', board: 'top', period: 'daily', top: 1 });
  });

  const rank = { kind: 'rank', board: 'top', period: 'weekly' };
  const refused: readonly (readonly [what: string, badge: object, path: string])[] = [
    ['a rank on a board that is not there', { rule: { ...rank, board: 'nope' } }, 'badges.1.rule.board'],
    ['a period its board does not have', { rule: { ...rank, board: 'week', period: 'daily' } }, 'badges.1.rule.period'],
    ['a period no board has by itself', { rule: { ...rank, period: 'yearly' } }, 'badges.1.rule.period'],
    ['a period that never ends', { rule: { ...rank, period: 'all-time' } }, 'badges.1.rule.period'],
    ['more ranks than a board shows', { rule: { ...rank, top: 101 } }, 'badges.1.rule.top'],
    ['a count of nothing', { rule: { kind: 'count', deed: 'post', count: 0 } }, 'badges.1.rule.count'],
    ['a deed that is none', { rule: { kind: 'count', deed: 'sleep', count: 1 } }, 'badges.1.rule.deed'],
    ['a streak of one day', { rule: { kind: 'streak', days: 1 } }, 'badges.1.rule.days'],
    ['a rule of no kind', { rule: { kind: 'luck' } }, 'badges.1.rule.kind'],
    ['a picture that is not https', { image: { light: 'http://example.com/a.png' } }, 'badges.1.image.light'],
    ['an id twice', { id: 'zero' }, 'badges.1.id'],
  ];
  for (const [what, badge, path] of refused) {
    it(`are refused for ${what}`, async (context) => {
      const zero = { id: 'zero', title: 'Zero' };
      assert.ok((await mistakesOf(context, [zero, { id: 'one', title: 'One', ...badge }])).includes(path));
    });
  }
});
