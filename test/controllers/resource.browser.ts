import '../support/browser-console.ts';
import { aTimeout, expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { WidgetError } from '../../src/client/errors.ts';
import { ResourceController } from '../../src/controllers/resource.ts';
import { FakeClock } from '../support/fake-clock.ts';

const failed = new WidgetError('server', 'The bridge is down');
const refused = new WidgetError('unknown-board', 'There is no such board');

describe('ResourceController', () => {
  let clock: FakeClock;
  let received: string[];
  let updates: number;
  let resource: ResourceController<string>;

  beforeEach(() => {
    clock = new FakeClock();
    received = [];
    updates = 0;
    resource = connected({ receive: (value) => received.push(value) > 0 });
  });

  function connected({ receive }: { receive: (value: string) => boolean }): ResourceController<string> {
    const host: ReactiveControllerHost = {
      addController: () => {},
      removeController: () => {},
      requestUpdate: () => void (updates += 1),
      updateComplete: Promise.resolve(true),
    };
    const controller = new ResourceController<string>(host, { receive, clock, random: () => 1 });
    controller.hostConnected();
    return controller;
  }

  /** Lets time pass, and what it sets going come to an end. */
  async function pass(ms: number): Promise<void> {
    clock.advance(ms);
    await aTimeout(0);
  }

  /** Loads that fail until the given number of tries. */
  function failing(error: WidgetError, times: number): () => Promise<string> {
    let tries = 0;
    return () => (++tries > times ? Promise.resolve(`try ${tries}`) : Promise.reject(error));
  }

  it('hands on what it loaded', async () => {
    const run = resource.run(() => Promise.resolve('rows'));
    expect(resource.isLoading).to.equal(true);
    await run;
    expect([resource.isLoading, resource.error]).to.deep.equal([false, undefined]);
    expect(received).to.deep.equal(['rows']);
    expect(updates).to.be.greaterThan(0);
  });

  it('aborts the older of two loads, and never hands on what it brings', async () => {
    const slow = Promise.withResolvers<string>();
    const signals: AbortSignal[] = [];
    const first = resource.run((signal) => (signals.push(signal), slow.promise));
    await resource.run(() => Promise.resolve('new'));
    slow.resolve('old');
    await first;
    expect(signals[0]?.aborted).to.equal(true);
    expect(received).to.deep.equal(['new']);
  });

  it('tries again with growing delays what may succeed later', async () => {
    await resource.run(failing(failed, 2));
    expect(resource.error).to.equal(failed);
    expect(resource.isPending).to.equal(true);
    await pass(999);
    expect(resource.isLoading).to.equal(false);
    await pass(1);
    expect(received).to.deep.equal([]);
    await pass(2000);
    expect(received).to.deep.equal(['try 3']);
    expect([resource.error, resource.isPending]).to.deep.equal([undefined, false]);
  });

  it('waits as long as the bridge asks for', async () => {
    await resource.run(failing(new WidgetError('rate-limited', 'Slow down', { retryAfterMs: 60_000 }), 1));
    await pass(60_000);
    expect(received).to.deep.equal([]);
    await pass(1000);
    expect(received).to.deep.equal(['try 2']);
  });

  it('does not try again what will fail again', async () => {
    await resource.run(failing(refused, 1));
    await pass(3_600_000);
    expect([resource.error, resource.isPending]).to.deep.equal([refused, false]);
    expect(received).to.deep.equal([]);
  });

  it('asks again when what came is too old, without calling that an error', async () => {
    const ages = ['old', 'new'];
    resource = connected({ receive: (value) => value === 'new' });
    await resource.run(() => Promise.resolve(ages.shift() ?? ''));
    expect([resource.error, resource.isPending]).to.deep.equal([undefined, true]);
    await pass(1000);
    expect(resource.isPending).to.equal(false);
  });

  it('stops when disconnected and goes on when connected again', async () => {
    const signals: AbortSignal[] = [];
    const never = new Promise<string>(() => {});
    void resource.run((signal) => (signals.push(signal), never));
    resource.hostDisconnected();
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true]);
    resource.hostConnected();
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
  });

  it('leaves no timer behind when disconnected while waiting', async () => {
    await resource.run(failing(failed, 1));
    resource.hostDisconnected();
    await pass(60_000);
    expect(received).to.deep.equal([]);
    resource.hostConnected();
    await pass(0);
    expect(received).to.deep.equal(['try 2']);
  });

  it('starts nothing while disconnected', async () => {
    resource.hostDisconnected();
    await resource.run(() => Promise.resolve('rows'));
    expect(received).to.deep.equal([]);
    resource.hostConnected();
    await pass(0);
    expect(received).to.deep.equal(['rows']);
  });
});
