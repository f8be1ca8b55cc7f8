import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DemoPerson } from '../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import type { Paging } from '../../../demo/platform/rest/users-list.ts';
import { walkScores } from '../../../src/bridge/upstream/scores.ts';
import type { UserScore } from '../../../src/bridge/upstream/users-page.ts';
import { errorOf, standIn } from './stand-in-platform.ts';

function crowd(size: number): PlatformRecords {
  const member = (_: unknown, index: number): DemoPerson => {
    return { id: `${30_000 + index}`, firstName: 'N', lastName: 'N', username: `n${index}`, language: 'en' };
  };
  return new PlatformRecords(Array.from({ length: size }, member));
}

async function all(scores: AsyncIterable<UserScore>): Promise<UserScore[]> {
  const found: UserScore[] = [];
  for await (const score of scores) found.push(score);
  return found;
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
        const scores = await all(walkScores(upstream.returning!));
        const expected = Array.from({ length: size }, (_, index) => {
          return { externalId: `${30_000 + index}`, xp: 100 + index, coins: index };
        });
        assert.deepEqual(scores, expected);
        assert.deepEqual(server.requests, Array(requests).fill('POST /apis/v1/users/filter'));
      });
    }
  }

  const values: [unknown, number][] = [
    ['17', 17],
    [17, 17],
    ['16.5', 17],
    [' -3 ', -3],
    [null, 0],
    ['', 0],
    ['1e99', 0],
    ['many', 0],
  ];
  for (const [xp, expected] of values) {
    it(`reads ${JSON.stringify(xp)} as ${expected}`, async (context) => {
      const { server, upstream } = await standIn(context);
      server.faults.next({ kind: 'body', body: JSON.stringify({ data: { users: [{ _id: '1', xp }] } }) });
      assert.deepEqual(await all(walkScores(upstream.returning!)), [{ externalId: '1', xp: expected, coins: 0 }]);
    });
  }

  it('leaves out users that can’t be read, and says so in the log', async (context) => {
    const { server, upstream, logged } = await standIn(context);
    const users = [{ user_id: '1' }, { user_id: 'someone@example.com' }, { xp: 1 }];
    server.faults.next({ kind: 'body', body: JSON.stringify({ users }) });
    assert.deepEqual(await all(walkScores(upstream.returning!)), [{ externalId: '1', xp: 0, coins: 0 }]);
    assert.deepEqual(logged, [{ event: 'upstream-rows-unreadable', request: 'get users', rows: 2 }]);
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
    for (let count = 0; count < 200; count++) await walk.next();
    stop.abort(new RangeError('enough'));
    await assert.rejects(walk.next(), RangeError);
    assert.equal(server.requests.length, 1);
  });
});
