import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { locateJsonError } from '../../../src/bridge/ingest/locate-json-error.ts';

describe('locateJsonError', () => {
  const places: readonly (readonly [text: string, position: number])[] = [
    ['', 0],
    ['  ', 2],
    ['{"a":}', 5],
    ['{"a" 1}', 5],
    ['{"a":1 "b":2}', 7],
    ['{"a":1,}', 7],
    ['{1:2}', 1],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['[1}', 2],
    ['[1]]', 3],
    ['"abc', 4],
    ['"a\tb"', 2],
    ['"\\q"', 1],
    ['"\\u12G4"', 1],
    ['01', 1],
    ['1.', 1],
    ['-', 0],
    ['truely', 4],
    ['nul', 0],
  ];
  for (const [text, position] of places) {
    it(`finds ${position} in ${JSON.stringify(text)}`, () => assert.equal(locateJsonError(text), position));
  }

  it('finds nothing in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        assert.equal(locateJsonError(JSON.stringify(value, undefined, indent)), undefined);
      }),
    );
  });

  it('finds an error exactly where JSON.parse throws', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      '\\u0041',
      '1',
      '-',
      '.5',
      'e1',
      'true',
      ' ',
      '\n',
      'x',
    );
    const soup = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string()), (text) => {
        assert.equal(locateJsonError(text) === undefined, isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes long strings and deep nesting in its stride', () => {
    assert.equal(locateJsonError(`"${'\\n'.repeat(500_000)}`), 1_000_001);
    assert.equal(locateJsonError('['.repeat(500_000)), 500_000);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
