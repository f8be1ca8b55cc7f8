import '../support/browser-console.ts';
import { aTimeout, expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { pageSession } from '../../src/client/page-session.ts';
import { StandingController, type StandingPlace } from '../../src/controllers/standing.ts';
import type { StandingChanged } from '../../src/schemas/member-events.ts';
import type { Period } from '../../src/schemas/period.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { FakeClock } from '../support/fake-clock.ts';

function standing(seq: number, board = 'top', period: Period = 'weekly'): StandingChanged {
  return { name: 'standing.changed', topic: 'standing/ada', seq, standings: [{ board, period, score: 1 }] };
}

describe('StandingController', () => {
  let bridge: ScriptedBridge;
  let clock: FakeClock;
  let reloads: number;
  let place: StandingPlace | undefined;
  let controller: StandingController;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.hello({ me: 'ada' });
    clock = new FakeClock();
    reloads = 0;
    const { apiUrl, communityId } = bridge;
    const session = pageSession(() => 'token');
    place = { address: { apiUrl, communityId, session }, slug: 'top', period: 'weekly', cursor: 'test.10' };
    const host: ReactiveControllerHost = {
      addController: () => {},
      removeController: () => {},
      requestUpdate: () => {},
      updateComplete: Promise.resolve(true),
    };
    controller = new StandingController(host, { place: () => place, reload: () => void (reloads += 1), clock });
    controller.hostUpdate();
  });

  afterEach(async () => {
    controller.hostDisconnected();
    await bridge.end();
  });

  it('reloads at once, and then not again for five seconds', async () => {
    await bridge.send(standing(11));
    await clock.timerDueIn(0);
    clock.advance(0);
    expect(reloads).to.equal(1);
    await bridge.send(standing(12));
    await bridge.send(standing(13));
    await clock.timerDueIn(5000);
    clock.advance(4999);
    expect(reloads).to.equal(1);
    clock.advance(1);
    expect([reloads, clock.waiting]).to.deep.equal([2, 0]);
  });

  it('takes no notice of other boards and periods', async () => {
    await bridge.send(standing(11, 'other'));
    await bridge.send(standing(12, 'top', 'daily'));
    await bridge.send(standing(13));
    await clock.timerDueIn(0);
    clock.advance(0);
    expect([reloads, clock.waiting]).to.deep.equal([1, 0]);
  });

  it('reloads when the stream can not tell what happened', async () => {
    await bridge.sendGap(['standing/ada'], 'test.50');
    await clock.timerDueIn(0);
  });

  it('leaves nothing behind when its host goes, and begins again when it is back', async () => {
    await bridge.send(standing(11));
    await clock.timerDueIn(0);
    controller.hostDisconnected();
    expect(clock.waiting).to.equal(0);
    place = place && { ...place, cursor: 'test.11' };
    controller.hostUpdate();
    await bridge.send(standing(12));
    await clock.timerDueIn(0);
  });

  it('asks for nothing while nobody is to be watched', async () => {
    place = undefined;
    controller.hostUpdate();
    // Longer than a connection waits for who else subscribes.
    await aTimeout(100);
    expect(await bridge.requests()).to.deep.equal([]);
  });
});
