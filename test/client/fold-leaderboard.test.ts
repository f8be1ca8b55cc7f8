import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldLeaderboard } from '../../src/client/fold-leaderboard.ts';
import type { Leaderboard } from '../../src/schemas/index.ts';
import {
  boardChanged,
  boardRow,
  instantAt,
  leaderboardOf,
  messageDeleted,
  messageEdited,
  messageOf,
  messagePosted,
  messageReacted,
} from '../support/client-samples.ts';

const board = leaderboardOf([boardRow('ann', 30), boardRow('bob', 20), boardRow('cy', 10)]);

/** `1 ann 30`, the way a person reads a board. */
function linesOf(state: Leaderboard | 'needs-snapshot'): string[] {
  assert.notEqual(state, 'needs-snapshot');
  return (state as Leaderboard).entries.map(({ rank, member, score }) => `${rank} ${member.id} ${score}`);
}

describe('foldLeaderboard', () => {
  const cases = [
    {
      title: 'moves a member up past others',
      change: { rows: [boardRow('cy', 25)] },
      lines: ['1 ann 30', '2 cy 25', '3 bob 20'],
    },
    {
      title: 'moves a member down when a score falls',
      change: { rows: [boardRow('ann', 5)] },
      lines: ['1 bob 20', '2 cy 10', '3 ann 5'],
    },
    {
      title: 'gives equal scores one rank and counts on after them, the earlier first',
      change: { rows: [boardRow('cy', 20, 7), boardRow('bob', 20, 8), boardRow('dee', 1)] },
      lines: ['1 ann 30', '2 cy 20', '2 bob 20', '4 dee 1'],
    },
    {
      title: 'orders by id what is equal in score and time',
      change: { rows: [boardRow('bob', 10), boardRow('abe', 10)] },
      lines: ['1 ann 30', '2 abe 10', '2 bob 10', '2 cy 10'],
    },
    {
      title: 'takes out removed members',
      change: { removed: ['ann', 'nobody'] },
      lines: ['1 bob 20', '2 cy 10'],
    },
    {
      title: 'keeps zero and negative scores',
      change: { rows: [boardRow('bob', 0), boardRow('ann', -3)] },
      lines: ['1 cy 10', '2 bob 0', '3 ann -3'],
    },
  ];
  for (const { title, change, lines } of cases) {
    it(title, () => assert.deepEqual(linesOf(foldLeaderboard(board, boardChanged(11, change))), lines));
  }

  it('keeps no more rows than the board holds, and the one that enters when another falls out', () => {
    const full = { ...board, size: 3 };
    const below = foldLeaderboard(full, boardChanged(11, { rows: [boardRow('dee', 9)], total: 4 }));
    assert.deepEqual(linesOf(below), ['1 ann 30', '2 bob 20', '3 cy 10']);
    const fallen = foldLeaderboard(full, boardChanged(11, { rows: [boardRow('ann', 1), boardRow('dee', 9)] }));
    assert.deepEqual(linesOf(fallen), ['1 bob 20', '2 cy 10', '3 dee 9']);
  });

  it('keeps the previous rank of known members and gives new ones none', () => {
    const state = foldLeaderboard(board, boardChanged(11, { rows: [boardRow('cy', 99), boardRow('dee', 98)] }));
    assert.notEqual(state, 'needs-snapshot');
    const previous = (state as Leaderboard).entries.map(({ member, previousRank }) => [member.id, previousRank]);
    assert.deepEqual(previous, [
      ['cy', 3],
      ['dee', null],
      ['ann', 1],
      ['bob', 2],
    ]);
  });

  it('takes over the total, the time of the last change, names and the cursor', () => {
    const rows = [{ ...boardRow('cy', 11, 50), member: { id: 'cy', name: 'Cyrus', avatar: null } }];
    const state = foldLeaderboard(board, boardChanged(14, { rows, total: 40 })) as Leaderboard;
    assert.equal(state.total, 40);
    assert.equal(state.updatedAt, instantAt(50));
    assert.equal(state.entries[2]?.member.name, 'Cyrus');
    assert.equal(state.cursor, 'a.14');
  });

  it('keeps the same object for each row that did not change', () => {
    const state = foldLeaderboard(board, boardChanged(11, { rows: [boardRow('cy', 25)] })) as Leaderboard;
    assert.equal(state.entries[0], board.entries[0]);
    assert.notEqual(state.entries[2], board.entries[1], 'Bob fell by a rank');
  });

  it('leaves the state it was given as it was', () => {
    const before = structuredClone(board);
    foldLeaderboard(board, boardChanged(11, { rows: [boardRow('cy', 99)], removed: ['ann'] }));
    assert.deepEqual(board, before);
  });

  for (const seq of [1, 9, 10]) {
    it(`ignores what it already includes (${seq} at 10)`, () => {
      assert.equal(foldLeaderboard(board, boardChanged(seq, { rows: [boardRow('cy', 99)] })), board);
      const reset = { name: 'board.reset', topic: 'board/top/daily', board: 'top', period: 'daily' } as const;
      assert.equal(foldLeaderboard(board, { ...reset, periodKey: '2026-01-02', seq }), board);
    });
  }

  it('changes nothing when an event comes twice', () => {
    const event = boardChanged(11, { rows: [boardRow('cy', 99)] });
    const once = foldLeaderboard(board, event) as Leaderboard;
    assert.equal(foldLeaderboard(once, event), once);
  });

  it('needs a snapshot when the board is reset or a later period began', () => {
    const reset = { name: 'board.reset', topic: 'board/top/daily', board: 'top', period: 'daily' } as const;
    assert.equal(foldLeaderboard(board, { ...reset, periodKey: '2026-01-02', seq: 11 }), 'needs-snapshot');
    assert.equal(foldLeaderboard(board, boardChanged(11, { periodKey: '2026-01-02' })), 'needs-snapshot');
  });

  it('does not take in what happened in an earlier period', () => {
    const late = boardChanged(11, { periodKey: '2025-12-31', rows: [boardRow('cy', 99)], total: 99 });
    assert.deepEqual(foldLeaderboard(board, late), { ...board, cursor: 'a.11' });
  });

  it('takes no notice of messages', () => {
    const message = messageOf('m1', 1);
    const events = [messagePosted(11, message), messageEdited(11, message), messageDeleted(11, 'm1')];
    for (const event of [...events, messageReacted(11, 'm1', [])]) assert.equal(foldLeaderboard(board, event), board);
  });
});
