import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DemoPerson } from '../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import type { Paging } from '../../../demo/platform/rest/users-list.ts';
import { walkScores } from '../../../src/bridge/upstream/scores.ts';
import type { UserScore, UsersPage } from '../../../src/bridge/upstream/users-page.ts';
import { errorOf, standIn } from './stand-in-platform.ts';

function crowd(size: number): PlatformRecords {
  const member = (_: unknown, index: number): DemoPerson => {
    return { id: `${30_000 + index}`, firstName: 'N', lastName: 'N', username: `n${index}`, language: 'en' };
  };
  return new PlatformRecords(Array.from({ length: size }, member));
}

interface Walked {
  readonly users: UserScore[];
  readonly unreadable: number;
}

async function all(pages: AsyncIterable<UsersPage>): Promise<Walked> {
  const found: Walked[] = [];
  for await (const { users, unreadable } of pages) found.push({ users: [...users], unreadable });
  return {
    users: found.flatMap(({ users }) => users),
    unreadable: found.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
}

describe('walking over everyone’s scores', () => {
  for (const paging of ['both', 'pages'] satisfies Paging[]) {
    for (const [size, requests] of [
      [0, 1],
      [1, 1],
      [200, 1],
      [201, 2],
      [450, 3],
    ] as const) {
      const form = paging === 'both' ? 'cursors' : 'page numbers';
      it(`yields each of ${size} once, by ${form}, in ${requests} request(s)`, async (context) => {
        const { server, upstream } = await standIn(context, { records: crowd(size) });
        server.paging = paging;
        const { users: scores } = await all(walkScores(upstream.returning!));
        const expected = Array.from({ length: size }, (_, index) => {
          return { externalId: `${30_000 + index}`, xp: 100 + index, coins: index };
        });
        assert.deepEqual(scores, expected);
        assert.deepEqual(server.requests, Array(requests).fill('POST /apis/v1/users/filter'));
      });
    }
  }

  const numbers: [unknown, number][] = [
    ['17', 17],
    [17, 17],
    ['16.5', 17],
    [' -3 ', -3],
    [0, 0],
  ];
  for (const [xp, expected] of numbers) {
    it(`reads ${JSON.stringify(xp)} as ${expected}`, async (context) => {
      const { server, upstream } = await standIn(context);
      server.faults.next({ kind: 'body', body: JSON.stringify({ data: { users: [{ _id: '1', xp, coins: 5 }] } }) });
      const users = [{ externalId: '1', xp: expected, coins: 5 }];
      assert.deepEqual(await all(walkScores(upstream.returning!)), { users, unreadable: 0 });
    });
  }

  for (const xp of [undefined, null, '', ' ']) {
    it(`takes ${JSON.stringify(xp) ?? 'a missing one'} as not told`, async (context) => {
      const { server, upstream } = await standIn(context);
      server.faults.next({ kind: 'body', body: JSON.stringify({ data: [{ _id: '1', xp, coins: 5 }] }) });
      const users = [{ externalId: '1', coins: 5 }];
      assert.deepEqual(await all(walkScores(upstream.returning!)), { users, unreadable: 0 });
    });
  }

  for (const xp of ['1,235', '1e3', 'n/a', '9'.repeat(40), 1e300, true, {}, [3], 'unreadable']) {
    it(`takes ${JSON.stringify(xp)} for nothing, and counts its row as unreadable`, async (context) => {
      const { server, upstream } = await standIn(context);
      const rows = [{ _id: '1', xp, coins: 5 }, { _id: '2', coins: xp }, { _id: '3', xp: 7, coins: 1 }]; // prettier-ignore
      server.faults.next({ kind: 'body', body: JSON.stringify({ data: rows }) });
      const users = [{ externalId: '3', xp: 7, coins: 1 }];
      assert.deepEqual(await all(walkScores(upstream.returning!)), { users, unreadable: 2 });
    });
  }

  it('goes on after a page on which no number could be read', async (context) => {
    const { server, upstream } = await standIn(context);
    const bodies = [{ data: [{ _id: '1', xp: '1,235' }], next_cursor: 'a' }, { data: [{ _id: '2', xp: '235' }] }];
    server.faults.next(...bodies.map((body) => ({ kind: 'body', body: JSON.stringify(body) }) as const));
    const users = [{ externalId: '2', xp: 235 }];
    assert.deepEqual(await all(walkScores(upstream.returning!)), { users, unreadable: 1 });
  });

  it('leaves out users without a usable id, and counts them', async (context) => {
    const { server, upstream } = await standIn(context);
    const users = [{ user_id: '1', xp: 3 }, { user_id: 'someone@example.com' }, { xp: 1 }];
    server.faults.next({ kind: 'body', body: JSON.stringify({ users }) });
    const expected = { users: [{ externalId: '1', xp: 3 }], unreadable: 2 };
    assert.deepEqual(await all(walkScores(upstream.returning!)), expected);
  });

  const circles: [string, object[]][] = [
    ['the same cursor again', [{ next_cursor: 'a' }, { next_cursor: 'a' }]],
    ['an earlier cursor again', [{ next_cursor: 'a' }, { next_cursor: 'b' }, { next_cursor: 'a' }]],
    [
      'the first page whichever is asked for',
      [
        { total_pages: 3, current_page: 1 },
        { total_pages: 3, current_page: 1 },
      ],
    ],
  ];
  for (const [what, answers] of circles) {
    it(`ends with an error when the platform names ${what}`, async (context) => {
      const { server, upstream } = await standIn(context);
      const bodies = answers.map((answer) => JSON.stringify({ data: [{ id: '1' }], ...answer }));
      server.faults.next(...bodies.map((body) => ({ kind: 'body', body }) as const));
      assert.equal((await errorOf(all(walkScores(upstream.returning!)))).code, 'upstream-malformed');
      assert.equal(server.requests.length, answers.length);
    });
  }

  it('stops at its signal', async (context) => {
    const { server, upstream } = await standIn(context, { records: crowd(450) });
    const stop = new AbortController();
    const walk = walkScores(upstream.returning!, stop.signal);
    await walk.next();
    stop.abort(new RangeError('enough'));
    await assert.rejects(walk.next(), RangeError);
    assert.equal(server.requests.length, 1);
  });
});
