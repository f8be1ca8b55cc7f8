import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cursorText } from '../../src/schemas/cursor-text.ts';
import { formatCursor, parseCursor, reaches } from '../../src/schemas/cursor.ts';

describe('a cursor', () => {
  it('comes back from its text as it was', () => {
    const epoch = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
    const roundTrip = fc.property(epoch, fc.nat(999_999_999_999_999), (epoch, sequence) => {
      assert.deepEqual(parseCursor(formatCursor({ epoch, sequence })), { epoch, sequence });
    });
    fc.assert(roundTrip);
  });

  for (const text of [
    '',
    'e',
    'e.',
    '.1',
    'e.01',
    'e.-1',
    'e.1.2',
    'e.1\n',
    'é.1',
    'e.1e3',
    'e.1234567890123456',
    `${'e'.repeat(41)}.1`,
  ]) {
    it(`is not ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.equal(parseCursor(text), undefined);
      assert.equal(cursorText.safeParse(text).success, false);
    });
  }

  it('reaches itself and what came before in its epoch, and nothing of another', () => {
    const cursor = { epoch: 'a', sequence: 5 };
    assert.ok(reaches(cursor, cursor));
    assert.ok(reaches(cursor, { epoch: 'a', sequence: 4 }));
    assert.equal(reaches(cursor, { epoch: 'a', sequence: 6 }), false);
    assert.equal(reaches(cursor, { epoch: 'b', sequence: 1 }), false);
  });
});
