import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addToBatch, mergeBoardChanges, topicOf } from '../../../src/bridge/live/topic-batch.ts';
import type { BoardChange, MessageChange } from '../../../src/bridge/domain/log-entry.ts';
import { toldBy, type StandingChange } from '../../../src/bridge/domain/standing-changes.ts';

function board(rows: Record<string, number>, change: Partial<BoardChange> = {}): BoardChange {
  return {
    type: 'board.changed',
    board: 'top',
    period: 'daily',
    periodKey: '2025-08-31',
    rows: Object.entries(rows).map(([member, score]) => ({ member, score, reachedAt: 0 })),
    removed: [],
    total: 0,
    ...change,
  };
}

const standing = (score: number, board = 'top'): StandingChange => ({
  type: 'standing.changed',
  member: 'a',
  standings: [{ board, period: 'daily', score }],
});

const message = (id: string): MessageChange => ({ type: 'message.posted', channel: 'general', message: id });

describe('mergeBoardChanges', () => {
  it('keeps the later row of each member and the later total', () => {
    const merged = mergeBoardChanges(board({ a: 1, b: 1 }, { total: 2 }), board({ b: 2, c: 1 }, { total: 3 }));
    assert.deepEqual(merged, board({ a: 1, b: 2, c: 1 }, { total: 3 }));
  });

  it('takes out who left, and says so beside a row with which they came back, which may not be shown', () => {
    const left = mergeBoardChanges(board({ a: 1 }), board({}, { removed: ['a'] }));
    assert.deepEqual(left, board({}, { removed: ['a'] }));
    assert.deepEqual(mergeBoardChanges(left, board({ a: 5 })), board({ a: 5 }, { removed: ['a'] }));
  });

  it('tells the later period alone', () => {
    const next = board({ b: 1 }, { periodKey: '2025-09-01' });
    assert.equal(mergeBoardChanges(board({ a: 1 }), next), next);
  });
});

describe('addToBatch', () => {
  it('makes one change of a board, with the first entry as the one still unsent', () => {
    const batch = addToBatch(addToBatch(undefined, { seq: 3, change: board({ a: 1 }) }), {
      seq: 7,
      change: board({ a: 2 }),
    });
    assert.deepEqual(batch, { first: 3, changes: [{ seq: 7, change: board({ a: 2 }) }] });
  });

  it('keeps messages apart, in order', () => {
    const batch = addToBatch(addToBatch(undefined, { seq: 3, change: message('m') }), { seq: 7, change: message('n') });
    assert.deepEqual(
      batch.changes.map(({ seq }) => seq),
      [3, 7],
    );
    assert.equal(batch.first, 3);
  });
});

describe('topicOf', () => {
  it('names the board with its period, the channel, and the member', () => {
    assert.equal(topicOf(board({})), 'board/top/daily');
    assert.equal(topicOf(message('m')), 'channel/general');
    assert.equal(topicOf({ type: 'badges.changed', member: 'aB-_9', badges: [] }), 'member/aB-_9');
    assert.equal(topicOf({ type: 'badges.reset', member: 'aB-_9' }), 'member/aB-_9');
  });
});

describe('a member’s own scores', () => {
  it('are read off the boards’ rows of a log entry, one change for each member', () => {
    const changes = [
      board({ a: 3, b: 1 }),
      board({ a: 7 }, { period: 'weekly', periodKey: '2025-W35' }),
      message('m1'),
    ];
    assert.deepEqual(toldBy({ at: 0, changes }).slice(changes.length), [
      {
        type: 'standing.changed',
        member: 'a',
        standings: [
          { board: 'top', period: 'daily', score: 3 },
          { board: 'top', period: 'weekly', score: 7 },
        ],
      },
      { type: 'standing.changed', member: 'b', standings: [{ board: 'top', period: 'daily', score: 1 }] },
    ]);
  });

  it('become one change while they wait, with the later score of each board', () => {
    const [first, other, last] = [standing(1), standing(5, 'visits'), standing(2)];
    const batch = [first, other, last].reduce<ReturnType<typeof addToBatch> | undefined>(
      (sofar, change, index) => addToBatch(sofar, { seq: index + 1, change }),
      undefined,
    );
    const standings = [...other.standings, ...last.standings];
    assert.deepEqual(batch, { first: 1, changes: [{ seq: 3, change: { ...last, standings } }] });
    assert.equal(topicOf(last), 'standing/a');
  });

  it('stand apart from what tells who comes and who goes', () => {
    const changes = [
      { type: 'member.joined', member: 'a' },
      { type: 'member.erased', id: 'a' },
    ] as const;
    assert.deepEqual(changes.map(topicOf), ['community', 'community']);
    const [joined, erased] = changes;
    const batch = addToBatch(addToBatch(undefined, { seq: 1, change: joined }), { seq: 2, change: erased });
    assert.equal(batch.changes.length, 2);
  });
});
