import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lines } from '../../../demo/platform/lines.ts';
import { people } from '../../../demo/platform/people.ts';
import {
  channel,
  messagePosted,
  server,
  userJoins,
  userVisits,
  type Webhook,
} from '../../../demo/platform/webhooks.ts';
import { parseJson } from '../../../src/bridge/ingest/parse-json.ts';
import { readReturning } from '../../../src/bridge/ingest/returning.ts';
import { fact, type Fact } from '../../../src/schemas/fact.ts';

const at = new Date('2026-11-02T09:00:00.000Z');

/** What the bridge makes of the body as it comes over the wire. */
function readByBridge(webhook: Webhook): Fact {
  const read = readReturning(parseJson(Buffer.from(JSON.stringify(webhook))), at.getTime());
  if (read.type !== 'fact') return assert.fail(JSON.stringify(read));
  assert.equal(read.serverId, server.id);
  assert.doesNotMatch(JSON.stringify(read.fact), /@example\.com/);
  return fact.parse(read.fact);
}

describe('the stand-in’s webhooks, read by the bridge', () => {
  for (const person of people) {
    const { id: externalId, username, firstName, lastName, referredBy } = person;
    const who = { externalId, username, name: `${firstName} ${lastName}` };

    it(`tell that ${username} joins, and who brought them in`, () => {
      const { kind, person: joined, ...rest } = readByBridge(userJoins(person, at));
      assert.deepEqual([kind, joined, rest.at], ['member.joined', who, at.getTime()]);
      const expected = referredBy === undefined ? undefined : { username: referredBy };
      assert.deepEqual('referrer' in rest ? rest.referrer : undefined, expected);
    });

    it(`tell that ${username} visits`, () => {
      const { kind, person: visitor } = readByBridge(userVisits(person, at));
      assert.deepEqual([kind, visitor], ['member.visited', who]);
    });
  }

  for (const line of Object.values(lines).flat()) {
    it(`tell the message "${line.slice(0, 20)}" as it was written`, () => {
      const [author] = people;
      assert.ok(author);
      const read = readByBridge(messagePosted(author, { id: '65f1c0a2b3d4e5f607182940', text: line }, at));
      assert.ok(read.kind === 'message.posted');
      assert.equal(read.channel.externalId, channel.channel_id);
      assert.deepEqual(read.message, { externalId: '65f1c0a2b3d4e5f607182940', text: line, format: 'returning-text' });
    });
  }
});
