import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { foldLeaderboard } from '../../src/client/fold-leaderboard.ts';
import { LiveController } from '../../src/controllers/live.ts';
import type { Leaderboard } from '../../src/schemas/leaderboard.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { until } from '../support/browser-page.ts';
import { board, entry, scored } from '../support/browser-samples.ts';

describe('LiveController', () => {
  let bridge: ScriptedBridge;
  let updates: number;
  let live: LiveController<Leaderboard>;

  beforeEach(() => {
    bridge = new ScriptedBridge();
    updates = 0;
    const host: ReactiveControllerHost = {
      addController: () => {},
      removeController: () => {},
      requestUpdate: () => void (updates += 1),
      updateComplete: Promise.resolve(true),
    };
    live = new LiveController<Leaderboard>(host, { fold: foldLeaderboard, reload: () => {} });
    live.hostConnected();
    live.receive(board([entry(1, 'Ada', 1)]));
    live.follow({ address: bridge, topic: 'board/top/all-time' });
  });

  afterEach(async () => {
    live.hostDisconnected();
    await bridge.end();
  });

  it('asks for one rendering a frame, however many events come', async () => {
    await until(() => live.state === 'live');
    const updatesBefore = updates;
    let frames = 0;
    let request = requestAnimationFrame(function count() {
      frames += 1;
      request = requestAnimationFrame(count);
    });
    const flood = Array.from({ length: 50 }, (_, index) => scored(11 + index, [entry(1, 'Ada', 2 + index)]));
    for (const event of flood) await bridge.send(event);
    await until(() => live.data?.entries[0]?.score === 51);
    cancelAnimationFrame(request);
    expect(updates - updatesBefore).to.be.within(1, frames);
  });

  it('asks for none any more once its host is gone', async () => {
    await until(() => live.state === 'live');
    await bridge.send(scored(11, [entry(1, 'Ada', 2)]));
    // Event by event, not frame by frame: the request is still to come.
    while (live.data?.entries[0]?.score !== 2) await new Promise((resolve) => setTimeout(resolve));
    live.hostDisconnected();
    const updatesBefore = updates;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(updates).to.equal(updatesBefore);
  });
});
