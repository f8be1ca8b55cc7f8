import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { actOnBridge, assertTrue, bridgeActions, type BridgeAction } from '../support/client-model-actions.ts';
import { ModelBridge } from '../support/client-model-bridge.ts';
import { ModelPage } from '../support/client-model-page.ts';
import { ModelTransport } from '../support/client-model-transport.ts';

const pageActions = {
  // Often the same topic, so that widgets join what others already follow.
  mount: fc.record({ do: fc.constant('mount'), topic: fc.constantFrom(0, 0, 0, 1, 2) }),
  unmount: fc.record({ do: fc.constant('unmount'), index: fc.nat(5) }),
  reload: fc.record({ do: fc.constant('reload'), index: fc.nat(5) }),
  answer: fc.record({ do: fc.constant('answer'), pick: fc.nat(3) }),
  deliver: fc.record({ do: fc.constant('deliver'), pick: fc.nat(3), count: fc.integer({ min: 1, max: 3 }) }),
  heartbeat: fc.record({ do: fc.constant('heartbeat') }),
  overflow: fc.record({ do: fc.constant('overflow') }),
  drop: fc.record({ do: fc.constant('drop'), isClean: fc.boolean() }),
  network: fc.record({ do: fc.constant('network'), isDown: fc.boolean() }),
  wait: fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(20, 60, 1100, 6000, 40_000) }),
  signal: fc.record({ do: fc.constant('signal'), signal: fc.constantFrom('online', 'offline', 'visible', 'restored') }),
};

type Value<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Inner> ? Inner : never;
type PageAction = Value<(typeof pageActions)[keyof typeof pageActions]>;

const history = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: bridgeActions.score },
    { weight: 6, arbitrary: bridgeActions.post },
    { weight: 2, arbitrary: bridgeActions.edit },
    { weight: 1, arbitrary: bridgeActions.delete },
    { weight: 2, arbitrary: bridgeActions.react },
    { weight: 3, arbitrary: bridgeActions.both },
    { weight: 1, arbitrary: bridgeActions.rollOver },
    { weight: 1, arbitrary: bridgeActions.forget },
    { weight: 1, arbitrary: bridgeActions.beginEpoch },
    { weight: 5, arbitrary: pageActions.mount },
    { weight: 1, arbitrary: pageActions.unmount },
    { weight: 1, arbitrary: pageActions.reload },
    { weight: 6, arbitrary: pageActions.answer },
    { weight: 12, arbitrary: pageActions.deliver },
    { weight: 1, arbitrary: pageActions.heartbeat },
    { weight: 1, arbitrary: pageActions.overflow },
    { weight: 2, arbitrary: pageActions.drop },
    { weight: 1, arbitrary: pageActions.network },
    { weight: 8, arbitrary: pageActions.wait },
    { weight: 1, arbitrary: pageActions.signal },
  ),
  { maxLength: 100, size: 'max' },
);

/** A page, its network and its bridge. */
class World {
  readonly bridge = new ModelBridge();
  readonly transport = new ModelTransport(this.bridge);
  readonly page: ModelPage;

  constructor(random: () => number) {
    this.page = new ModelPage(this.transport, random);
  }

  async run(actions: readonly (BridgeAction | PageAction)[]): Promise<void> {
    for (const action of actions) {
      if (isBridgeAction(action)) actOnBridge(this.bridge, action);
      else this.#act(action);
      await this.#settle();
      for (const { topic, live } of this.page.widgets) {
        if (live.state) assertTrue(live.state, this.bridge.truthAt(topic, live.state.cursor));
      }
    }
  }

  /** The network does its best, until nothing more can change. */
  async comeToRest(): Promise<void> {
    this.transport.isDown = false;
    for (let rounds = 0; rounds < 100; rounds += 1) {
      this.page.clock.advance(1000);
      await this.#settle();
      if (this.#isAtRest) return;
      while (this.transport.answer(0));
      this.transport.deliver(0, 1);
      this.transport.heartbeat();
      await this.#settle();
    }
    assert.fail('the page does not come to rest');
  }

  get #isAtRest(): boolean {
    const { widgets, connection } = this.page;
    if (widgets.length === 0) return true;
    return this.transport.isQuiet && connection.state === 'live' && widgets.every(({ isTrue }) => isTrue);
  }

  async leave(): Promise<void> {
    while (this.page.widgets.length > 0) this.page.unmount(0);
    this.page.clock.advance(10_000);
    await this.#settle();
  }

  async #settle(): Promise<void> {
    for (let turns = 0; turns < 3; turns += 1) await nextTurn();
  }

  #act(action: PageAction): void {
    const { bridge, transport, page } = this;
    switch (action.do) {
      case 'mount':
        return page.mount(bridge.topics[action.topic]!);
      case 'unmount':
        return page.unmount(action.index);
      case 'reload':
        return page.widgets[action.index]?.load();
      case 'answer':
        transport.answer(action.pick);
        return;
      case 'deliver':
        return transport.deliver(action.pick, action.count);
      case 'heartbeat':
        return transport.heartbeat();
      case 'overflow':
        return transport.overflow();
      case 'drop':
        return transport.drop(action.isClean);
      case 'network':
        transport.isDown = action.isDown;
        return;
      case 'wait':
        return page.clock.advance(action.ms);
      case 'signal':
        return page.browser.tell(action.signal);
    }
  }
}

function isBridgeAction(action: BridgeAction | PageAction): action is BridgeAction {
  return action.do in bridgeActions;
}

describe('LiveConnection between a page and a bridge', () => {
  it('loses nothing, doubles nothing and leaves nothing behind, whatever the network and the page do', async () => {
    const property = fc.asyncProperty(
      history,
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      async (actions, chance) => {
        const world = new World(() => chance);
        await world.run(actions);
        await world.comeToRest();
        for (const { topic, live } of world.page.widgets) {
          assertTrue(live.state, world.bridge.truthAt(topic, world.bridge.cursor));
        }
        await world.leave();
        const { page, bridge } = world;
        assert.deepEqual([bridge.streams.size, page.clock.waiting, page.browser.listeners], [0, 0, 0]);
        assert.equal(page.connection.state, 'off');
      },
    );
    await fc.assert(property, { numRuns: 1000 });
  });
});
