import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { encodeEvent } from '../../../src/bridge/live/encode-event.ts';

function decode(bytes: Buffer): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(bytes.toString('utf8'));
  return events;
}

const printable = fc
  .string({ unit: 'binary', minLength: 1 })
  .filter((text) => !/\p{Cc}/u.test(text) && text.isWellFormed());

describe('encodeEvent', () => {
  it('says what a reader then understands, for any data without carriage returns', () => {
    const data = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\r') && text.isWellFormed());
    fc.assert(
      fc.property(printable, printable, data, (event, id, text) => {
        assert.deepEqual(decode(encodeEvent({ event, id, data: text })), [{ event, id, data: text }]);
      }),
    );
  });

  it('turns every kind of line end into a line end, so that no data begins a field', () => {
    const [event] = decode(encodeEvent({ event: 'e', data: 'a\rid: forged\r\nevent: forged\n\nb' }));
    assert.deepEqual(event, { event: 'e', id: undefined, data: 'a\nid: forged\nevent: forged\n\nb' });
  });

  for (const hostile of ['a\nb', 'a\rb', 'a\u0000b', 'a\u007fb']) {
    it(`refuses ${JSON.stringify(hostile)} as a name or an id`, () => {
      assert.throws(() => encodeEvent({ event: hostile, data: '' }), /control character/);
      assert.throws(() => encodeEvent({ event: 'e', id: hostile, data: '' }), /control character/);
    });
  }

  it('says nothing of an id that was not given, so that the reader keeps its own', () => {
    assert.equal(encodeEvent({ event: 'e', data: '1' }).toString(), 'event: e\ndata: 1\n\n');
  });
});
