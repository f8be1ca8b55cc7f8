import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { WidgetError } from '../../src/client/errors.ts';
import type { LiveState } from '../../src/client/live-connection.ts';
import { Freshness } from '../../src/internal/freshness.ts';
import { leaderboardEnglish as strings } from '../../src/internal/strings/en.ts';

const error = new WidgetError('server', 'No');

/** What is told after each of the states, of a widget with data. */
function after(...course: readonly (LiveState | 'failed')[]): Freshness {
  const freshness = new Freshness();
  for (const step of course) {
    const liveState = step === 'failed' ? 'live' : step;
    freshness.update({ data: 1, error: step === 'failed' ? error : undefined, liveState, isLoading: false, refresh });
  }
  return freshness;
}

async function refresh(): Promise<void> {}

describe('Freshness', () => {
  it('is what the stream says, in words', () => {
    assert.equal(after('live').sentence(strings, 'en'), 'Live');
    assert.equal(after('connecting').sentence(strings, 'en'), 'Connecting…');
    assert.equal(after('off').sentence(strings, 'en'), '');
  });

  it('is stale after a load that failed, whatever the stream says', () => {
    const freshness = after('failed');
    assert.deepEqual([freshness.state, freshness.sentence(strings, 'en')], ['stale', 'Not up to date']);
  });

  it('tells since when, where it once was live', () => {
    mock.timers.enable({ apis: ['Date'], now: new Date(2026, 0, 1, 14, 5) });
    const freshness = after('live');
    mock.timers.setTime(new Date(2026, 0, 1, 15, 30).getTime());
    for (const [liveState, sentence] of [
      ['reconnecting', /^Reconnecting…$/],
      ['stale', /^Not up to date since 2:05\sPM$/u],
      ['offline', /^Offline since 2:05\sPM$/u],
    ] as const) {
      freshness.update({ data: 1, error: undefined, liveState, isLoading: false, refresh });
      assert.match(freshness.sentence(strings, 'en'), sentence);
    }
    freshness.update({ data: undefined, error: undefined, liveState: 'offline', isLoading: true, refresh });
    assert.equal(freshness.sentence(strings, 'en'), 'Offline');
    mock.timers.reset();
  });

  it('is news when it is stale or offline, and else is none', () => {
    assert.equal(after('stale').news(strings, 'en'), 'Not up to date');
    assert.equal(after('offline').news(strings, 'en'), 'Offline');
    for (const state of ['live', 'connecting', 'reconnecting', 'off'] as const) {
      assert.equal(after(state).news(strings, 'en'), undefined);
    }
  });
});
