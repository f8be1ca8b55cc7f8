import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { actOnBridge, assertTrue, bridgeActions, type BridgeAction } from '../support/client-model-actions.ts';
import { ModelBridge } from '../support/client-model-bridge.ts';
import { ModelClient, type ResumeRule } from '../support/client-model-client.ts';

const widget = fc.nat(3);
const transportActions = {
  deliver: fc.record({ do: fc.constant('deliver'), pick: fc.nat(3), count: fc.integer({ min: 1, max: 3 }) }),
  heartbeat: fc.record({ do: fc.constant('heartbeat') }),
  drop: fc.record({ do: fc.constant('drop') }),
  overflow: fc.record({ do: fc.constant('overflow') }),
  request: fc.record({ do: fc.constant('request'), widget, mayBeCached: fc.boolean() }),
  receive: fc.record({ do: fc.constant('receive'), widget }),
  requestOlder: fc.record({ do: fc.constant('requestOlder'), widget }),
  receiveOlder: fc.record({ do: fc.constant('receiveOlder'), widget }),
};

type Value<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Inner> ? Inner : never;
type TransportAction = Value<(typeof transportActions)[keyof typeof transportActions]>;

const history = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: bridgeActions.score },
    { weight: 6, arbitrary: bridgeActions.post },
    { weight: 2, arbitrary: bridgeActions.edit },
    { weight: 1, arbitrary: bridgeActions.delete },
    { weight: 2, arbitrary: bridgeActions.react },
    { weight: 3, arbitrary: bridgeActions.both },
    { weight: 2, arbitrary: bridgeActions.remove },
    { weight: 1, arbitrary: bridgeActions.rollOver },
    { weight: 1, arbitrary: bridgeActions.forget },
    { weight: 1, arbitrary: bridgeActions.beginEpoch },
    { weight: 12, arbitrary: transportActions.deliver },
    { weight: 1, arbitrary: transportActions.heartbeat },
    { weight: 4, arbitrary: transportActions.drop },
    { weight: 1, arbitrary: transportActions.overflow },
    { weight: 4, arbitrary: transportActions.request },
    { weight: 6, arbitrary: transportActions.receive },
    { weight: 2, arbitrary: transportActions.requestOlder },
    { weight: 2, arbitrary: transportActions.receiveOlder },
  ),
  { maxLength: 120, size: 'max' },
);

/** One channel, which is paged through while its messages change: `general`, the third of the topics. */
const pagedHistory = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: bridgeActions.post.map((action) => ({ ...action, channel: 0 })) },
    { weight: 2, arbitrary: bridgeActions.edit.map((action) => ({ ...action, channel: 0 })) },
    { weight: 2, arbitrary: bridgeActions.delete.map((action) => ({ ...action, channel: 0 })) },
    { weight: 2, arbitrary: bridgeActions.react.map((action) => ({ ...action, channel: 0 })) },
    { weight: 8, arbitrary: transportActions.deliver },
    { weight: 1, arbitrary: transportActions.drop },
    { weight: 2, arbitrary: transportActions.request.map((action) => ({ ...action, widget: 2 })) },
    { weight: 4, arbitrary: transportActions.receive.map((action) => ({ ...action, widget: 2 })) },
    { weight: 4, arbitrary: transportActions.requestOlder.map((action) => ({ ...action, widget: 2 })) },
    { weight: 4, arbitrary: transportActions.receiveOlder.map((action) => ({ ...action, widget: 2 })) },
  ),
  { maxLength: 60, size: 'max' },
);

function isBridgeAction(action: BridgeAction | TransportAction): action is BridgeAction {
  return action.do in bridgeActions;
}

function actOnClient(client: ModelClient, bridge: ModelBridge, action: TransportAction): void {
  switch (action.do) {
    case 'deliver':
      return client.deliver(action.pick, action.count);
    case 'heartbeat':
      return client.heartbeat();
    case 'drop':
      return client.drop();
    case 'overflow':
      return client.overflow();
    case 'request':
      return client.widgets[action.widget]!.request(bridge, action.mayBeCached);
    case 'receive':
      return client.receive(client.widgets[action.widget]!);
    case 'requestOlder':
      return client.widgets[action.widget]!.requestOlder(bridge);
    case 'receiveOlder':
      return client.widgets[action.widget]!.receiveOlder();
  }
}

/** Whatever the transport does, each state is what the bridge knew at its cursor, and in the end what it knows. */
function nothingIsLostOrDoubled(rule: ResumeRule, actionsOf: typeof history | typeof pagedHistory = history) {
  return fc.property(actionsOf, (actions) => {
    const bridge = new ModelBridge();
    const client = new ModelClient(bridge, rule);
    for (const action of actions) {
      if (isBridgeAction(action)) actOnBridge(bridge, action);
      else actOnClient(client, bridge, action);
      for (const { topic, live, hasOlderPages } of client.widgets) {
        if (live.state && !hasOlderPages) assertTrue(live.state, bridge.truthAt(topic, live.state.cursor));
      }
    }
    client.settle();
    for (const { topic, live } of client.widgets) {
      assertTrue(live.state, bridge.truthAt(topic, bridge.cursor));
    }
  });
}

describe('snapshots and folds on a stream that resumes at its watermark', () => {
  it('lose nothing and double nothing', () => {
    fc.assert(nothingIsLostOrDoubled('watermark'), { numRuns: 3000 });
  });

  it('lose nothing and double nothing while older pages are loaded', () => {
    fc.assert(nothingIsLostOrDoubled('watermark', pagedHistory), { numRuns: 3000 });
  });

  it('would lose events if it resumed after the last event seen', () => {
    const { failed } = fc.check(nothingIsLostOrDoubled('last-seen'), { numRuns: 3000, endOnFailure: true });
    assert.ok(failed, 'the property can not tell a broken rule from a right one');
  });
});
