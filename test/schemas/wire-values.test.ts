import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { wireBoolean, wireNumber, wireRows, wireText } from '../../src/schemas/wire-values.ts';

const cases: Record<string, { schema: z.ZodMiniType; takes: [unknown, unknown][]; refuses: unknown[] }> = {
  wireNumber: {
    schema: wireNumber,
    takes: [
      [1.5, 1.5],
      ['12', 12],
      [' -0.25 ', -0.25],
      ['007', 7],
    ],
    refuses: [
      '',
      ' ',
      '1e3',
      '0x10',
      '1,000',
      '1.',
      '.5',
      'NaN',
      'Infinity',
      '9'.repeat(16),
      NaN,
      Infinity,
      null,
      true,
      [],
      {},
    ],
  },
  wireBoolean: {
    schema: wireBoolean,
    takes: [
      [true, true],
      ['true', true],
      ['1', true],
      [1, true],
      [false, false],
      ['false', false],
      ['0', false],
      [0, false],
    ],
    refuses: ['', 'yes', 2, null, undefined],
  },
  wireText: {
    schema: wireText,
    takes: [
      ['a', 'a'],
      ['', ''],
      [7, '7'],
      [null, undefined],
      [{}, undefined],
      ['x'.repeat(10_001), undefined],
    ],
    refuses: [],
  },
};

for (const [name, { schema, takes, refuses }] of Object.entries(cases)) {
  describe(name, () => {
    for (const [value, expected] of takes) {
      it(`reads ${JSON.stringify(value)?.slice(0, 20)} as ${String(expected)}`, () => {
        assert.equal(z.parse(schema, value), expected);
      });
    }
    for (const value of refuses) {
      it(`refuses ${JSON.stringify(value) ?? 'nothing'}`, () => assert.equal(schema.safeParse(value).success, false));
    }
  });
}

describe('wireRows', () => {
  const schema = wireRows(z.object({ id: z.string() }), 3);

  it('keeps the rows that fit, and counts the others', () => {
    assert.deepEqual(z.parse(schema, [{ id: 'a', more: 1 }, 7]), { rows: [{ id: 'a' }], unreadable: 1 });
    assert.deepEqual(z.parse(schema, []), { rows: [], unreadable: 0 });
  });

  it('refuses what is no list, too long a list, and one of which no row fits', () => {
    for (const value of [{}, null, 'x', [{}, 1], Array(4).fill({ id: 'a' })]) {
      assert.equal(schema.safeParse(value).success, false);
    }
  });
});
