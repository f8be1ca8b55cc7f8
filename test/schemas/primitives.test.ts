import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { httpsUrl, identifier, instant, slug } from '../../src/schemas/primitives.ts';

const cases = {
  identifier: {
    schema: identifier,
    fits: ['a', 'é', 'x'.repeat(128), 'C1:1.000001'],
    refused: ['', 'x'.repeat(129), 'a\nb', 'a\u0000', 'a\u007f', 'a\u0085', 5, null],
  },
  slug: {
    schema: slug,
    fits: ['a', 'top', 'top-10', 'x'.repeat(64)],
    refused: ['', '-a', 'a-', 'A', 'a_b', 'a/b', 'x'.repeat(65), 'a\n'],
  },
  httpsUrl: {
    schema: httpsUrl,
    fits: ['https://example.com', 'https://example.com/a?b#c'],
    refused: [
      'http://example.com',
      'javascript:alert(1)',
      'https://user@example.com',
      'https://',
      '//example.com',
      `https://e.com/${'a'.repeat(2048)}`,
    ],
  },
  instant: {
    schema: instant,
    fits: ['2025-08-31T10:13:52.863Z'],
    refused: ['2025-08-31T10:13:52Z', '2025-08-31T10:13:52.863+02:00', '2025-02-30T00:00:00.000Z', '2025-08-31', ''],
  },
};

for (const [name, { schema, fits, refused }] of Object.entries(cases)) {
  describe(name, () => {
    for (const value of fits)
      it(`takes ${JSON.stringify(value).slice(0, 40)}`, () => assert.equal(schema.parse(value), value));
    for (const value of refused) {
      it(`refuses ${JSON.stringify(value).slice(0, 40)}`, () => assert.equal(schema.safeParse(value).success, false));
    }
  });
}
