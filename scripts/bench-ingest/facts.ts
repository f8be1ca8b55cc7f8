import type { MessagePostedFact } from '../../src/schemas/fact.ts';

const MEMBERS = 20_000;
const BEGINNING = Date.parse('2026-01-01T00:00:00Z');

/** Messages of many members, one after the other, each of another member than the last. */
export function* messageFacts(channel: string): Generator<MessagePostedFact, never> {
  for (let index = 0; ; index += 1) {
    // Prime to the number of members: all get their turn, and neighbours in time are none in the file.
    const member = (index * 7919) % MEMBERS;
    yield {
      kind: 'message.posted',
      source: 'returning',
      at: BEGINNING + index * 1000,
      delivery: `delivery-${index}`,
      person: { externalId: `person-${member}`, username: `user${member}`, name: `Member ${member}` },
      channel: { externalId: channel, name: 'general' },
      message: { externalId: `message-${index}`, text: `Message ${index}. `.repeat(8), format: 'returning-text' },
    };
  }
}
