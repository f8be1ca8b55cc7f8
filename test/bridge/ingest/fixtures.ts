import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../fixtures/', import.meta.url);

/** A platform's body as bytes, from `test/fixtures`. */
export function fixtureBytes(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

/** The same, decoded. */
export function fixture(name: string): JsonObject {
  return JSON.parse(fixtureBytes(name).toString()) as JsonObject;
}

export type JsonObject = Record<string, unknown>;

export const returningFixtures = ['user-joins-server.json', 'user-visits-server.json'] as const;
export const slackFixtures = [
  'slack-member-joined-channel.json',
  'slack-member-joined-channel.no-inviter.json',
] as const;

/** Every body that is JSON, of both platforms. */
export const allFixtures: readonly string[] = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Later than every date in the fixtures. */
export const NOW = Date.parse('2026-01-01T00:00:00.000Z');

/** A Returning.AI message hook with these keys beside the envelope's. */
export function messageHook(keys: JsonObject, name = 'New Message Posted Anywhere'): JsonObject {
  const { owner, user, date, server } = fixture('user-visits-server.json');
  return { owner, user, date, server, event: { name, description: 'Triggers when a message is posted' }, ...keys };
}

/** A Returning.AI purchase hook with these keys beside the envelope's. */
export function purchaseHook(keys: JsonObject): JsonObject {
  return messageHook(keys, 'Purchased Store Item');
}

/** A Slack delivery of a message with these keys in its inner event. */
export function slackMessage(keys: JsonObject = {}): JsonObject {
  return {
    ...fixture('slack-member-joined-channel.json'),
    event_id: 'Ev0MESSAGE',
    event: {
      type: 'message',
      channel: 'C123ABC456',
      user: 'U123456789',
      text: 'Hello *world*',
      ts: '1355517523.000005',
      event_ts: '1355517523.000005',
      channel_type: 'channel',
      ...keys,
    },
  };
}

/** A Slack delivery from the fixtures with these keys in its inner event. */
export function slackEvent(name: string, keys: JsonObject = {}): JsonObject {
  const delivery = fixture(name);
  return { ...delivery, event: { ...(delivery['event'] as JsonObject), ...keys } };
}
