import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessRuleOf } from '../../../src/bridge/access/access-rule.ts';
import { namingRuleOf } from '../../../src/bridge/domain/naming.ts';
import { answerHeaders } from '../../../src/bridge/access/answer-headers.ts';
import { authoriseTopics } from '../../../src/bridge/access/authorise.ts';
import type { Caller } from '../../../src/bridge/access/caller.ts';
import type { RequestOrigin } from '../../../src/bridge/access/origins.ts';
import { communityConfig } from '../../../src/schemas/config.ts';

const PAGE = 'https://www.example.com';

const page: RequestOrigin = { kind: 'cross', origin: PAGE };
const stranger: RequestOrigin = { kind: 'cross', origin: 'https://evil.example' };
const untold: RequestOrigin = { kind: 'untold' };

function anyone(from: RequestOrigin): Caller {
  return { kind: 'anyone', from };
}

function holder(from: RequestOrigin): Caller {
  return { kind: 'token', from, member: 'm1', accessId: 'c.k', expiresAt: 0 };
}

const community = communityConfig.parse({
  id: 'c',
  name: 'C',
  boards: [
    { slug: 'open', title: 'Open' },
    { slug: 'inner', title: 'Inner', visibility: 'members' },
    { slug: 'listed', title: 'Listed', origins: [PAGE] },
    { slug: 'both', title: 'Both', visibility: 'members', origins: [PAGE] },
  ],
  channels: [{ id: 'staff', name: 'Staff', visibility: 'members' }],
});

const asked = ['board/open', 'board/inner', 'board/listed', 'board/both', 'channel/staff'];

describe('what a caller may read live', () => {
  const all = ['', '', '', '', ''];
  const rows: readonly (readonly [who: string, caller: Caller, codes: string[]])[] = [
    ['anyone from a listed page', anyone(page), ['', 'token-required', '', 'token-required', 'token-required']],
    [
      'anyone from another page',
      anyone(stranger),
      ['', 'token-required', 'origin-not-allowed', 'origin-not-allowed', 'token-required'],
    ],
    [
      'anyone who does not say',
      anyone(untold),
      ['', 'token-required', 'origin-not-allowed', 'origin-not-allowed', 'token-required'],
    ],
    ['a token from a listed page', holder(page), all],
    ['a token from the bridge’s own host', holder({ kind: 'same' }), all],
    ['a token from another page', holder(stranger), ['', '', 'origin-not-allowed', 'origin-not-allowed', '']],
  ];
  for (const [who, caller, codes] of rows) {
    it(`is for ${who} what boards and channels say`, () => {
      const { granted, refused } = authoriseTopics(caller, community, asked);
      const wanted = asked.flatMap((topic, index) => (codes[index] === '' ? [] : [{ topic, code: codes[index]! }]));
      assert.deepEqual(refused, wanted);
      assert.equal(granted.length, asked.length - wanted.length);
    });
  }

  it('is, as "member/me", what the token’s member may read of themselves', () => {
    assert.deepEqual(authoriseTopics(holder(page), community, ['member/me', 'member/m1']).granted, ['member/m1']);
    const refused = [{ topic: 'member/me', code: 'token-required' }];
    assert.deepEqual(authoriseTopics(anyone(page), community, ['member/me']).refused, refused);
  });

  it('is of a member what the rule of the shelf says', () => {
    const rows = [
      [anyone(stranger), {}, ''],
      [anyone(page), { visibility: 'members' }, 'token-required'],
      [holder(page), { visibility: 'members' }, ''],
      [holder(stranger), { origins: [PAGE] }, 'origin-not-allowed'],
    ] as const;
    for (const [caller, own, code] of rows) {
      const { shelf } = communityConfig.parse({ id: 'c', name: 'C', shelf: own });
      const { granted, refused } = authoriseTopics(caller, { ...community, shelf }, ['member/m2']);
      assert.deepEqual([granted, refused], code === '' ? [['member/m2'], []] : [[], [{ topic: 'member/m2', code }]]);
    }
  });

  it('is never what is no topic', () => {
    const topics = ['member/', 'standing/', 'community/all', 'board/__proto__'];
    const { granted, refused } = authoriseTopics(holder(page), community, topics);
    assert.deepEqual([granted.length, refused.length], [0, 4]);
  });

  it('is of the community what the community’s own rule says', () => {
    const rows = [
      [anyone(stranger), {}, ''],
      [anyone(page), { visibility: 'members' }, 'token-required'],
      [holder(page), { visibility: 'members' }, ''],
      [holder(stranger), { origins: [PAGE] }, 'origin-not-allowed'],
    ] as const;
    for (const [caller, own, code] of rows) {
      const where = communityConfig.parse({ id: 'c', name: 'C', ...own });
      const { granted, refused } = authoriseTopics(caller, where, ['community']);
      assert.deepEqual([granted, refused], code === '' ? [['community'], []] : [[], [{ topic: 'community', code }]]);
    }
  });

  it('is, as "standing/me", how the token’s member stands, and never how another one does', () => {
    const { granted, me } = authoriseTopics(holder(page), community, ['standing/me', 'standing/m1']);
    assert.deepEqual([granted, me], [['standing/m1'], 'm1']);
    const asked = ['standing/me', 'standing/m1'];
    for (const [caller, code] of [
      [anyone(page), 'token-required'],
      [{ kind: 'token', from: page, member: 'm2', accessId: 'c.k', expiresAt: 0 }, 'unknown-member'],
    ] as const) {
      const { granted, refused } = authoriseTopics(caller, community, asked);
      assert.deepEqual(refused.at(-1), { topic: 'standing/m1', code });
      assert.ok(!granted.includes('standing/m1'));
    }
  });

  it('is of their standing what they may see of the boards', () => {
    assert.deepEqual([...authoriseTopics(holder(page), community, []).boards], ['open', 'inner', 'listed', 'both']);
    assert.deepEqual([...authoriseTopics(holder(stranger), community, []).boards], ['open', 'inner']);
  });
});

describe('a rule', () => {
  const strict = communityConfig.parse({
    id: 'c',
    name: 'C',
    visibility: 'members',
    origins: [PAGE],
    names: 'masked',
    excluded: { returning: ['1'] },
  });

  it('is the community’s where a board says nothing, and anyone’s where neither does', () => {
    assert.deepEqual(accessRuleOf({}, strict), { visibility: 'members', origins: [PAGE] });
    assert.deepEqual(accessRuleOf({}, community), { visibility: 'public', origins: [] });
    assert.deepEqual(namingRuleOf({}, strict), { names: 'masked', excluded: { returning: ['1'], slack: [] } });
  });

  it('is the board’s own where it says something, also "any page"', () => {
    assert.deepEqual(accessRuleOf({ visibility: 'public', origins: [] }, strict), {
      visibility: 'public',
      origins: [],
    });
  });

  it('excludes from a part whoever is excluded from the whole', () => {
    const own = { names: 'full', excluded: { returning: ['2'], slack: ['U3'] } } as const;
    const { names, excluded } = namingRuleOf({ ...own, excluded: { returning: ['2'], slack: ['U3'] } }, strict);
    assert.deepEqual([names, excluded], ['full', { returning: ['1', '2'], slack: ['U3'] }]);
  });
});

describe('the headers of an answer', () => {
  const open = { visibility: 'public', origins: [] } as const;
  const listed = { visibility: 'public', origins: [PAGE] } as const;
  const anyPublic = 'public, max-age=0, must-revalidate';
  const anyPrivate = 'private, max-age=0, must-revalidate';
  const rows = [
    ['open to any page', anyone(stranger), [open], '*', anyPublic, 'Authorization'],
    ['for one page and exactly that', anyone(page), [listed], PAGE, anyPublic, 'Authorization, Origin, Sec-Fetch-Site'],
    [
      'for one page when a part of it is',
      anyone(page),
      [open, listed],
      PAGE,
      anyPublic,
      'Authorization, Origin, Sec-Fetch-Site',
    ],
    [
      'for the bridge’s own host, that needs no leave',
      anyone({ kind: 'same' }),
      [listed],
      undefined,
      anyPublic,
      'Authorization, Origin, Sec-Fetch-Site',
    ],
    ['for one reader, kept by no cache between', holder(stranger), [open], '*', anyPrivate, 'Authorization'],
  ] as const;
  for (const [what, caller, rules, allowed, cacheControl, vary] of rows) {
    it(`say ${what}`, () => {
      const wanted = {
        'cache-control': cacheControl,
        vary,
        ...(allowed !== undefined && { 'access-control-allow-origin': allowed }),
      };
      assert.deepEqual(answerHeaders(caller, rules), wanted);
    });
  }
});
