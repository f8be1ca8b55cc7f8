import type { Fact } from '../../schemas/fact.ts';

/** What a person did that boards may count. */
export type DeedFact = Extract<
  Fact,
  { kind: 'member.joined' | 'member.visited' | 'message.posted' | 'item.purchased' }
>;

/** What happened to a message after it was posted, or is told before that. */
export type MessageChangeFact = Extract<Fact, { kind: 'message.edited' | 'message.deleted' | 'message.reacted' }>;

export function isDeed(fact: Fact): fact is DeedFact {
  switch (fact.kind) {
    case 'member.joined':
    case 'member.visited':
    case 'message.posted':
    case 'item.purchased':
      return true;
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
    case 'score.imported':
      return false;
    default:
      return fact satisfies never;
  }
}
