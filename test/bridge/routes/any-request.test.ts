import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decode } from '../../../src/schemas/decode.ts';
import { problem } from '../../../src/schemas/problem.ts';
import { getRaw } from '../../support/bridge-raw-http.ts';
import { BridgeServer, COMMUNITY } from '../../support/bridge-server.ts';
import { fixtureBytes } from '../ingest/fixtures.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '.', '..', '%', '%zz', '%00', '%2f', '%ff', '__proto__', 'constructor', '\u2028', '0', '-0', '*'),
);
/** A part of an address, as a careful client writes it or as a careless one does. */
const part = fc.oneof(
  anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  anyText.map((text) => text.replace(/[^!-~]|#|\?/g, '_')),
);
const segments = fc.constantFrom(
  'leaderboards',
  'leaderboards/top',
  'channels/general/messages',
  'channels',
  'nothing',
);
const path = fc.oneof(
  fc.tuple(part, segments).map(([community, rest]) => `/v1/communities/${community}/${rest}`),
  fc.tuple(segments, part).map(([rest, name]) => `/v1/communities/${COMMUNITY}/${rest}/${name}`),
  fc.array(part, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
);
const name = fc.oneof(fc.constantFrom('limit', 'period', 'before', 'since', 'topics', 'cursor'), part);
const query = fc
  .array(fc.tuple(name, part), { maxLength: 4 })
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));

describe('the bridge, whatever is asked', () => {
  it('answers, never with a failure, and every refusal is a problem', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    await fc.assert(
      fc.asyncProperty(path, query, async (asked, parameters) => {
        const { status, head, body } = await getRaw(bridge.port, `${asked}?${parameters}`);
        assert.ok(status < 500, `${status} ${asked}?${parameters}`);
        if (/application\/problem\+json/.test(head)) decode(problem, JSON.parse(body), 'the problem');
        else assert.ok([200, 400].includes(status), `${status} ${asked}?${parameters}`);
      }),
      { numRuns: 400 },
    );
    assert.equal(bridge.logEntries.filter(({ level }) => level === 'error').length, 0);
  });
});
