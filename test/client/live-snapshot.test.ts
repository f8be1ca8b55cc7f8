import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldLeaderboard } from '../../src/client/fold-leaderboard.ts';
import { LiveSnapshot } from '../../src/client/live-snapshot.ts';
import type { Leaderboard } from '../../src/schemas/index.ts';
import { boardChanged, boardRow, leaderboardOf } from '../support/client-samples.ts';

const at = (cursor: string, score = 1): Leaderboard => leaderboardOf([boardRow('ann', score)], { cursor });
const scored = (seq: number, score: number) => boardChanged(seq, { rows: [boardRow('ann', score)] });
const reset = (seq: number) => ({ ...boardChanged(seq), name: 'board.reset', periodKey: '2026-01-02' }) as const;

function scoreOf({ state }: LiveSnapshot<Leaderboard>): number | undefined {
  return state?.entries[0]?.score;
}

describe('LiveSnapshot', () => {
  it('folds the events that came before the first snapshot onto it', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    assert.equal(live.applyEvent(scored(10, 3)), false);
    assert.equal(live.applyEvent(scored(12, 5)), false);
    assert.equal(live.applySnapshot(at('a.11', 4)), true);
    assert.equal(scoreOf(live), 5);
    assert.equal(live.state?.cursor, 'a.12');
  });

  it('tells whether an event changed it', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    assert.equal(live.applyEvent(scored(10, 9)), false);
    assert.equal(live.applyEvent(scored(11, 9)), true);
  });

  it('needs a snapshot after an event that does not fit its schema', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    live.applyEvent({ ...scored(11, 9), rows: 'none' });
    assert.equal(live.needsSnapshotSince, 'a.11');
    assert.equal(scoreOf(live), 1);
  });

  it('leaves aside what only other widgets know', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    assert.equal(live.applyEvent({ name: 'board.renamed', topic: 'board/top/daily', seq: 11 }), false);
    assert.equal(live.needsSnapshotSince, undefined);
  });

  it('keeps its state after a gap, until a snapshot reaches the end of the gap', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10', 1));
    live.applyGap('a.20');
    assert.equal(live.needsSnapshotSince, 'a.20');
    assert.equal(live.applyEvent(scored(21, 7)), false);
    assert.equal(live.applySnapshot(at('a.19', 6)), false);
    assert.equal(scoreOf(live), 1);
    assert.equal(live.applySnapshot(at('a.20', 6)), true);
    assert.equal(live.needsSnapshotSince, undefined);
    assert.equal(scoreOf(live), 7);
  });

  it('needs the later of two gaps, whichever is told last', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    live.applyGap('a.20');
    live.applyGap('a.15');
    assert.equal(live.needsSnapshotSince, 'a.20');
  });

  it('follows the log into a new epoch, and forgets what it held of the old one', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10', 1));
    live.applyGap('a.20');
    live.applyEvent(scored(500, 99));
    live.applyGap('b.3');
    assert.equal(live.applySnapshot(at('a.600', 98)), false);
    assert.equal(live.applySnapshot(at('b.3', 2)), true);
    assert.equal(scoreOf(live), 2);
    assert.equal(live.applyEvent(scored(4, 3)), true);
  });

  it('needs a snapshot of the new period, and holds the events after the reset for it', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10', 1));
    assert.equal(live.applyEvent(reset(11)), false);
    assert.equal(live.needsSnapshotSince, 'a.11');
    live.applyEvent({ ...scored(12, 5), periodKey: '2026-01-02' });
    assert.equal(live.applySnapshot({ ...at('a.11', 0), periodKey: '2026-01-02' }), true);
    assert.equal(scoreOf(live), 5);
  });

  it('asks for another snapshot when the period changed again while one was under way', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    live.applyGap('a.20');
    live.applyEvent(reset(25));
    assert.equal(live.applySnapshot(at('a.22')), false);
    assert.equal(live.needsSnapshotSince, 'a.25');
  });

  it('keeps a state that is newer than a snapshot from a cache', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10', 1));
    live.applyEvent(scored(12, 5));
    assert.equal(live.applySnapshot(at('a.11', 4)), true);
    assert.equal(scoreOf(live), 5);
    assert.equal(live.state?.cursor, 'a.12');
  });

  it('takes a snapshot of its own cursor, whose names may be newer', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    live.applySnapshot({ ...at('a.10'), title: 'Renamed' });
    assert.equal(live.state?.title, 'Renamed');
  });

  it('holds no more than a thousand events: the snapshot must then include the oldest', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    live.applyGap('a.20');
    for (let seq = 21; seq <= 1025; seq += 1) live.applyEvent(scored(seq, seq));
    assert.equal(live.needsSnapshotSince, 'a.25');
    assert.equal(live.applySnapshot(at('a.24')), false);
    assert.equal(live.applySnapshot(at('a.25')), true);
    assert.equal(scoreOf(live), 1025);
  });

  it('can be changed by what is no event, once it has a state', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.amend(() => assert.fail('there is nothing to change'));
    live.applySnapshot(at('a.10'));
    live.amend((state) => ({ ...state, title: 'Amended' }));
    assert.equal(live.state?.title, 'Amended');
  });

  it('forgets everything on reset', () => {
    const live = new LiveSnapshot(foldLeaderboard);
    live.applySnapshot(at('a.10'));
    live.applyGap('a.20');
    live.applyEvent(scored(30, 9));
    live.reset();
    assert.equal(live.state, undefined);
    assert.equal(live.needsSnapshotSince, undefined);
    live.applySnapshot(at('a.5', 2));
    assert.equal(scoreOf(live), 2);
  });
});
