import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { frameMessage } from '../../src/schemas/frame-messages.ts';

describe('frameMessage', () => {
  for (const type of ['RETURNINGAI_WIDGET_REQUEST_TOKEN', 'WIDGET_READY', 'WIDGET_ERROR']) {
    it(`reads ${type} as an object and as bare text`, () => {
      assert.deepEqual(frameMessage.parse({ type, payload: { more: 1 } }), { type });
      assert.deepEqual(frameMessage.parse(type), { type });
    });
  }

  it('reads a height in px', () => {
    const message = { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 612.5 } };
    assert.deepEqual(frameMessage.parse({ ...message, widgetId: 'abc' }), message);
  });

  for (const other of [
    undefined,
    null,
    'WIDGET_HEIGHT_UPDATE',
    'WIDGET_READY ',
    { type: 'WIDGET_HEIGHT_UPDATE' },
    { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: '600' } },
    { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: Number.NaN } },
    { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: Infinity } },
    { type: 'RETURNINGAI_WIDGET_TOKEN', value: 'x' },
    { type: new Date() },
    new ArrayBuffer(8),
  ]) {
    it(`takes no notice of ${JSON.stringify(other)}`, () => {
      assert.equal(frameMessage.safeParse(other).success, false);
    });
  }
});
