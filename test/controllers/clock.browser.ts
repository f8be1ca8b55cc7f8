import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { ClockController } from '../../src/controllers/clock.ts';

class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  readonly clock = new ClockController(this);
  updates = 0;

  addController(): void {}
  removeController(): void {}

  requestUpdate(): void {
    this.updates += 1;
  }
}

describe('ClockController', () => {
  const { setInterval: setIntervalNow, clearInterval: clearIntervalNow } = globalThis;
  let timers: Map<number, () => void>;
  let started: number[];

  beforeEach(() => {
    timers = new Map();
    started = [];
    Object.assign(globalThis, {
      setInterval: (run: () => void, delayMs: number) => {
        timers.set(started.push(delayMs), run);
        return started.length;
      },
      clearInterval: (timer: number) => timers.delete(timer),
    });
  });

  afterEach(() => {
    Object.assign(globalThis, { setInterval: setIntervalNow, clearInterval: clearIntervalNow });
  });

  function tick(): void {
    for (const run of timers.values()) run();
  }

  it('renders all its hosts by one timer, twice a minute', () => {
    const [first, second] = [new Host(), new Host()];
    for (const { clock } of [first, second]) clock.hostConnected();
    tick();
    expect([started, first.updates, second.updates]).to.deep.equal([[30_000], 1, 1]);
    for (const { clock } of [first, second]) clock.hostDisconnected();
  });

  it('leaves hosts alone that are gone, and stops with the last of them', () => {
    const [first, second] = [new Host(), new Host()];
    for (const { clock } of [first, second]) clock.hostConnected();
    first.clock.hostDisconnected();
    tick();
    expect([first.updates, second.updates]).to.deep.equal([0, 1]);
    second.clock.hostDisconnected();
    expect(timers.size).to.equal(0);
  });

  it('goes on when a host is put back', () => {
    const host = new Host();
    for (let round = 0; round < 2; round += 1) {
      host.clock.hostConnected();
      tick();
      host.clock.hostDisconnected();
    }
    expect([host.updates, timers.size]).to.deep.equal([2, 0]);
  });
});
