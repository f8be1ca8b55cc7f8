import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readReturning } from '../../../src/bridge/ingest/returning.ts';
import { fixture, NOW, purchaseHook, type JsonObject } from './fixtures.ts';

function factOf(body: unknown, nowMs = NOW) {
  const reading = readReturning(body, nowMs);
  assert.ok(reading.type === 'fact' && reading.fact.kind === 'item.purchased', JSON.stringify(reading));
  return reading.fact;
}

const createdAt = '2025-09-01T00:00:00.000Z';
const order = { id: 'o1', item: { id: 'i1', name: 'Hoodie' }, createdAt };

describe('a Purchased Store Item hook of Returning.AI', () => {
  it('is read from the assumed fixture', () => {
    assert.deepEqual(factOf(fixture('assumed-purchased-store-item.json')), {
      kind: 'item.purchased',
      source: 'returning',
      at: Date.parse('2025-09-02T10:02:31.507Z'),
      delivery: 'returning:purchase:6502564c5c09c0a:1234:1756807351507:68b6b5e7c4a5f20012ab34ce',
      person: {
        externalId: '1234',
        username: 'janedoe',
        name: 'Jane Doe',
        avatar: 'https://www.example.com/img/user-avatar.png',
      },
      order: { externalId: '68b6b5e7c4a5f20012ab34ce', item: 'Community hoodie' },
    });
  });

  const shapes: Record<string, JsonObject> = {
    'an order object': { order },
    'a redemption object': { redemption: { _id: 'o1', reward: { title: 'Hoodie' }, redeemedAt: createdAt } },
    'a purchase with its item in a list': { purchase: { purchaseId: 'o1', items: [{ name: 'Hoodie' }], createdAt } },
    'an order in data': { data: { order } },
    'the order as data': { data: { order_id: 'o1', item_name: 'Hoodie', timestamp: createdAt } },
    'the order as the one item of data': { data: [order] },
    'keys beside the envelope': { orderId: 'o1', itemName: 'Hoodie', purchasedAt: createdAt },
    'an item beside the envelope, and a date in words': { order: 'o1', storeItem: 'Hoodie', date: createdAt },
  };
  for (const [title, keys] of Object.entries(shapes)) {
    it(`is read from ${title}`, () => {
      const fact = factOf(purchaseHook(keys));
      assert.deepEqual(fact.order, { externalId: 'o1', item: 'Hoodie' });
      assert.equal(fact.at, Date.parse(createdAt));
      assert.equal(fact.person.name, 'Jane Doe');
    });
  }

  it('takes the buyer from the order where the envelope has none, without their e-mail address', () => {
    const buyer = { user_id: 77, email: 'buyer@example.com' };
    assert.deepEqual(factOf(purchaseHook({ user: undefined, order: { ...order, buyer } })).person, {
      externalId: '77',
    });
  });

  it('never takes the owner for the buyer', () => {
    assert.equal(readReturning(purchaseHook({ user: undefined, order }), NOW).type, 'unreadable');
  });

  it('does without an item, and takes no e-mail address for one', () => {
    for (const item of [undefined, null, 5, '', [], ['Hoodie', 'Cap'], { price: 5 }, 'for jane@example.com']) {
      assert.deepEqual(factOf(purchaseHook({ order: { ...order, item } })).order, { externalId: 'o1' });
    }
  });

  it('is dated by the clock where nothing is', () => {
    assert.equal(factOf(purchaseHook({ date: undefined, order: { id: 'o1' } })).at, NOW);
  });

  it('is one delivery when it is repeated, whatever the clock says', () => {
    const ahead = purchaseHook({ order: { ...order, createdAt: '2030-01-01T00:00:00.000Z' } });
    assert.equal(factOf(ahead, NOW).delivery, factOf(ahead, NOW + 60_000).delivery);
  });

  it('tells orders without ids apart by buyer, date and item', () => {
    const bodies = [
      purchaseHook({ item: 'Hoodie' }),
      purchaseHook({ item: 'Cap' }),
      purchaseHook({ item: 'Hoodie', date: createdAt }),
      purchaseHook({ item: 'Hoodie', user: { id: '2' } }),
    ];
    assert.equal(new Set(bodies.map((body) => factOf(body).order.externalId)).size, bodies.length);
    assert.equal(new Set(bodies.map((body) => factOf(body).delivery)).size, bodies.length);
    assert.equal(factOf(purchaseHook({ item: 'Hoodie' })).order.externalId, factOf(bodies[0]).order.externalId);
  });

  const unreadable: Record<string, readonly [JsonObject, readonly string[]]> = {
    'without a buyer': [{ user: undefined, order }, ['its buyer is missing or does not fit']],
    'with nothing to tell it by': [{ date: undefined, item: 'Hoodie' }, ['its id or date is missing or does not fit']],
    'with several orders, of which all but one would be lost': [{ data: [order, order] }, ['must hold one order']],
  };
  for (const [title, [keys, messages]] of Object.entries(unreadable)) {
    it(`is unreadable ${title}`, () => {
      const reading = readReturning(purchaseHook(keys), NOW);
      assert.ok(reading.type === 'unreadable');
      assert.deepEqual(
        reading.mistakes.map(({ message }) => message),
        messages,
      );
    });
  }
});
