import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addToBatch, mergeBoardChanges, topicOf } from '../../../src/bridge/live/topic-batch.ts';
import type { BoardChange, MessageChange } from '../../../src/bridge/domain/log-entry.ts';

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

const message = (id: string): MessageChange => ({ type: 'message.posted', channel: 'general', message: id });

describe('mergeBoardChanges', () => {
  it('keeps the later row of each member and the later total', () => {
    const merged = mergeBoardChanges(board({ a: 1, b: 1 }, { total: 2 }), board({ b: 2, c: 1 }, { total: 3 }));
    assert.deepEqual(merged, board({ a: 1, b: 2, c: 1 }, { total: 3 }));
  });

  it('takes out who left, and puts back who came back', () => {
    const left = mergeBoardChanges(board({ a: 1 }), board({}, { removed: ['a'] }));
    assert.deepEqual(left, board({}, { removed: ['a'] }));
    assert.deepEqual(mergeBoardChanges(left, board({ a: 5 })), board({ a: 5 }));
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
  });
});
