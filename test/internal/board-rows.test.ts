import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boardRows, ownEntry } from '../../src/internal/board-rows.ts';
import type { Leaderboard, LeaderboardEntry, ViewerStanding } from '../../src/schemas/index.ts';
import { boardRow, leaderboardOf } from '../support/client-samples.ts';

/** `m1` to `m30`, each with fewer points than the one before. */
const members = Array.from({ length: 30 }, (_, index) => boardRow(`m${index + 1}`, 1000 - index));

function seenBy(member: string | undefined, neighbours: LeaderboardEntry[] = []): Leaderboard {
  const viewer: ViewerStanding = { ...(member && { member }), rank: 1, score: 1, neighbours };
  return { ...leaderboardOf(members), total: 100, viewer };
}

function around(...rows: readonly [rank: number, id: string][]): LeaderboardEntry[] {
  return rows.map(([rank, id]) => ({ ...boardRow(id, 900 - rank), rank, previousRank: null }));
}

/** `m1 m2 …3… m6`: what is shown, with how many are left out. */
function shown(board: Leaderboard, limit: number, isPinning = true): string {
  const items = boardRows(board, limit, isPinning);
  return items.map((item) => (typeof item === 'number' ? `…${item}…` : item.member.id)).join(' ');
}

describe('boardRows', () => {
  const cases = [
    { title: 'shows the top alone where nobody looks', board: leaderboardOf(members), is: 'm1 m2 m3' },
    { title: 'shows the top alone to one of them', board: seenBy('m3'), is: 'm1 m2 m3' },
    {
      title: 'shows who is below with a neighbour on each side',
      board: seenBy('m10'),
      is: 'm1 m2 m3 …5… m9 m10 m11',
    },
    { title: 'shows nobody twice', board: seenBy('m4'), is: 'm1 m2 m3 m4 m5' },
    { title: 'leaves nobody out right below the top', board: seenBy('m5'), is: 'm1 m2 m3 m4 m5 m6' },
    { title: 'shows the last one with the one before', board: seenBy('m30'), is: 'm1 m2 m3 …25… m29 m30' },
    { title: 'does not know a viewer of an older bridge', board: seenBy(undefined), is: 'm1 m2 m3' },
    {
      title: 'takes whom the board does not hold from what was loaded around the viewer',
      board: seenBy('me', around([50, 'a'], [51, 'b'], [52, 'me'], [53, 'c'], [54, 'd'])),
      is: 'm1 m2 m3 …47… b me c',
    },
    {
      title: 'leaves out neighbours who came into the live board since, also below what is shown',
      board: seenBy('me', around([31, 'm2'], [32, 'm20'], [33, 'me'], [34, 'm25'])),
      is: 'm1 m2 m3 …29… me',
    },
    {
      title: 'does not pin a viewer in whose place others stand by now',
      board: seenBy('me', around([29, 'a'], [30, 'me'], [31, 'b'])),
      is: 'm1 m2 m3',
    },
  ];
  for (const { title, board, is } of cases) it(title, () => assert.equal(shown(board, 3), is));

  it('counts members and not ranks, which they may share', () => {
    const { entries, ...rest } = seenBy('m10');
    const tied = { ...rest, entries: entries.map((entry) => ({ ...entry, rank: 1 })) };
    assert.equal(shown(tied, 3), 'm1 m2 m3 …5… m9 m10 m11');
  });

  it('pins nobody unless asked to', () => assert.equal(shown(seenBy('m10'), 3, false), 'm1 m2 m3'));
});

describe('ownEntry', () => {
  it('is the row of the live board, where that holds the viewer', () => {
    const board = seenBy('m7', around([20, 'm7']));
    assert.equal(ownEntry(board), board.entries[6]);
  });

  it('is the row that was loaded, where it does not', () => {
    assert.equal(ownEntry(seenBy('me', around([52, 'me'])))?.rank, 52);
    assert.equal(ownEntry(seenBy('me')), undefined);
  });

  it('is nobody’s where others stand in the place that was loaded', () => {
    assert.equal(ownEntry(seenBy('me', around([12, 'me']))), undefined);
  });

  it('is nobody’s where the live board has everybody else, as when they were taken off it', () => {
    assert.equal(ownEntry({ ...seenBy('me', around([31, 'me'])), total: 30 }), undefined);
  });

  it('is the row that was loaded, where it shares its place with the last of the live board', () => {
    const tied = around([30, 'me']).map((entry) => ({ ...entry, score: members.at(-1)?.score ?? 0 }));
    assert.equal(ownEntry(seenBy('me', tied))?.rank, 30);
  });
});
