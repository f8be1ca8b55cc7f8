import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MalformedJsonError, parseJson } from '../../../src/bridge/ingest/parse-json.ts';
import { fixture, fixtureBytes, returningFixtures, slackFixtures } from './fixtures.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const items = (count: number) => `[${Array(count).fill('0').join(',')}]`;

function errorOf(body: Uint8Array): MalformedJsonError {
  try {
    parseJson(body);
  } catch (error) {
    if (error instanceof MalformedJsonError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('parseJson', () => {
  for (const name of [...returningFixtures, ...slackFixtures]) {
    it(`reads ${name}`, () => assert.deepEqual(parseJson(fixtureBytes(name)), fixture(name)));
  }

  it('passes over a byte order mark', () => {
    assert.deepEqual(parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes('{"a":1}'))), { a: 1 });
  });

  it('reads up to 32 levels and 5,000 keys and items', () => {
    assert.ok(parseJson(bytes(nested(32))));
    assert.ok(parseJson(bytes(items(5000))));
  });

  it('keeps keys that only look like pollution', () => {
    const harmless = { constructor: 'a text', prototype: {}, proto: 1, nested: { constructor: { name: 'x' } } };
    assert.deepEqual(parseJson(bytes(JSON.stringify(harmless))), harmless);
  });

  const refusedText = {
    'an empty body': '',
    'white space only': ' \n',
    'an unclosed object': '{"a":1',
    'a trailing comma': '[1,]',
    'a comment': '{} # comment',
    'a second value': '{}{}',
    'a second byte order mark': '\ufeff\ufeff{}',
    'single quotes': "{'a':1}",
    NaN: '[NaN]',
    'a leading zero': '[01]',
    'a line feed in a string': '"a\nb"',
    'an unknown escape': '"\\x41"',
    'a form': 'payload=%7B%7D',
    '33 levels': nested(33),
    'a million levels': nested(1_000_000),
    'a million unclosed levels': '{"a":'.repeat(1_000_000),
    '5,001 items': items(5001),
    '5,001 keys over many objects': JSON.stringify(Array(2501).fill({ a: 1 })),
    __proto__: '{"__proto__":{"isAdmin":true}}',
    '__proto__ escaped, deep inside': '{"a":[{"b":{"\\u005f_proto__":1}}]}',
    'constructor.prototype': '{"a":{"constructor":{"prototype":{"isAdmin":true}}}}',
  };
  for (const [title, text] of Object.entries(refusedText)) {
    it(`refuses ${title}`, () => assert.equal(errorOf(bytes(text)).code, 'malformed-json'));
  }

  const notUtf8 = {
    'a lone continuation byte': [0x22, 0x80, 0x22],
    'an overlong slash': [0x22, 0xc0, 0xaf, 0x22],
    'an encoded surrogate': [0x22, 0xed, 0xa0, 0x80, 0x22],
    'a cut sequence': [0x22, 0xe2, 0x82],
    'UTF-16': [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00],
    'Latin-1': [0x22, 0xe9, 0x22],
  };
  for (const [title, body] of Object.entries(notUtf8)) {
    it(`refuses ${title} as not UTF-8`, () => assert.match(errorOf(Uint8Array.from(body)).message, /UTF-8/));
  }

  it('refuses the examples as the platform prints them, and says where', () => {
    assert.match(
      errorOf(fixtureBytes('user-joins-server.as-printed.txt')).message,
      /line 3, column 17 \(position 31\)/,
    );
    assert.match(
      errorOf(fixtureBytes('user-visits-server.as-printed.txt')).message,
      /line 15, column 28 \(position 390\)/,
    );
  });

  it('quotes nothing of the body', () => {
    for (const text of ['{"token":"s3cret"', '{"a": s3cret}', 's3cret', '{"s3cret" 1}', '["s3cret\n"]']) {
      const error = errorOf(bytes(text));
      assert.doesNotMatch(`${error.message} ${error.stack}`, /s3cret/);
      assert.equal(error.cause, undefined);
    }
  });

  it('leaves prototypes alone whatever it reads', () => {
    errorOf(bytes('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });

  it('answers a value or its own error for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        try {
          parseJson(body);
        } catch (error) {
          assert.ok(error instanceof MalformedJsonError);
        }
      }),
    );
  });
});
