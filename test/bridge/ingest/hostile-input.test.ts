import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseJson, MalformedJsonError } from '../../../src/bridge/ingest/parse-json.ts';
import { readReturning } from '../../../src/bridge/ingest/returning.ts';
import { readSlack } from '../../../src/bridge/ingest/slack.ts';
import { fact as factSchema } from '../../../src/schemas/fact.ts';
import { allFixtures, fixture, messageHook, NOW, purchaseHook, slackMessage } from './fixtures.ts';

const listed = {
  id: 'm1',
  message: 'Hello',
  user: { user_id: 1, email: '' },
  channel: { channel_id: 'c1', name: 'C' },
};
const bodies: readonly unknown[] = [
  ...allFixtures.map(fixture),
  messageHook({ message: listed }),
  messageHook({ data: { messages: [listed] } }, 'New Message Posted To channel'),
  messageHook({ message: 'Hello', messageId: 5, channel: 'c1' }),
  purchaseHook({ data: [{ order_id: 7, item_name: 'Hoodie', buyer: { _id: 9 }, purchased_at: 1_756_635_232 }] }),
  purchaseHook({ items: [{ title: 'Hoodie' }] }),
  slackMessage({ thread_ts: '1355517000.000100', subtype: 'thread_broadcast' }),
];

/** Values that sit on the edges of what is accepted, beside any JSON at all. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    null,
    '',
    ' ',
    0,
    -1,
    1e300,
    '\ud800',
    'a'.repeat(20_000),
    '2025-01-01T00:00:00Z',
    'https://[',
    [],
    {},
  ),
);

/** A body with up to five of its values replaced, removed or renamed. */
const mutatedBody = fc
  .tuple(
    fc.constantFrom(...bodies),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'rename'), anyValue), { maxLength: 5 }),
  )
  .map(([body, mutations]) => {
    const copy = structuredClone(body);
    for (const [where, how, value] of mutations) mutate(copy, where, how, value);
    return copy;
  });

function mutate(body: unknown, where: number, how: string, value: unknown): void {
  const places = placesIn(body);
  const place = places[where % places.length];
  if (place === undefined) return;
  const [holder, key] = place;
  if (how === 'replace') holder[key] = structuredClone(value);
  if (how === 'rename') holder[`${key}2`] = holder[key];
  if (how !== 'replace') Reflect.deleteProperty(holder, key);
}

function placesIn(value: unknown): (readonly [Record<string, unknown>, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key])]);
}

const readers = { readReturning, readSlack };

for (const [name, read] of Object.entries(readers)) {
  describe(`${name}, whatever comes`, () => {
    it('answers a reading, and every fact fits the schema', () => {
      fc.assert(
        fc.property(fc.oneof(anyValue, mutatedBody), (body) => {
          const reading = read(body, NOW);
          if (reading.type === 'fact') assert.deepEqual(factSchema.parse(reading.fact), reading.fact);
        }),
        { numRuns: 3000 },
      );
    });

    it('reads the same body twice as the same delivery', () => {
      fc.assert(
        fc.property(mutatedBody, (body) => {
          assert.deepEqual(read(structuredClone(body), NOW), read(body, NOW));
        }),
      );
    });

    const marker = 'Marker.Address+tag@mail.example.com';

    it('lets no e-mail address out of an e-mail key', () => {
      fc.assert(
        fc.property(
          mutatedBody,
          fc.constantFrom('email', 'Email', 'user_email', 'e-mail', 'mail'),
          (body, emailKey) => {
            plantAtKeys(body, emailKey, marker);
            assert.doesNotMatch(JSON.stringify(read(body, NOW)), /marker\.address/i);
          },
        ),
        { numRuns: 1000 },
      );
    });

    it('lets no e-mail address out of any other key, but for texts of messages and challenges', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...bodies),
          fc.nat(),
          fc.constantFrom(marker, `Jane <${marker}>`, `https://example.com/${marker}`),
          (body, where, text) => {
            const copy = structuredClone(body);
            mutate(copy, where, 'replace', text);
            assert.doesNotMatch(JSON.stringify(read(copy, NOW), withoutTexts), /marker\.address/i);
          },
        ),
        { numRuns: 1000 },
      );
    });
  });
}

function plantAtKeys(value: unknown, emailKey: string, text: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const child of Object.values(value)) plantAtKeys(child, emailKey, text);
  if (!Array.isArray(value)) Object.assign(value, { email: text, [emailKey]: text });
}

/** A challenge goes back to who sent it. */
function withoutTexts(key: string, value: unknown): unknown {
  return ['text', 'challenge'].includes(key) ? undefined : value;
}

describe('the way from bytes to a fact, whatever comes', () => {
  it('throws nothing but that the bytes are no JSON', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      mutatedBody.map((body) => new TextEncoder().encode(JSON.stringify(body))),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        try {
          readSlack(parseJson(body), NOW);
          readReturning(parseJson(body), NOW);
        } catch (error) {
          assert.ok(error instanceof MalformedJsonError, String(error));
        }
      }),
    );
  });
});
