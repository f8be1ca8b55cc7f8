import type { Fact, MessageReactedFact, Person, ScoreImportedFact, Source } from '../../schemas/fact.ts';
import { messageId } from './identity.ts';

/** The fact's own claim: the same for the same fact, whichever delivery tells it. */
export function factClaim(fact: Fact, person: string): string {
  switch (fact.kind) {
    case 'member.joined':
      return `join:${person}:${fact.at}`;
    case 'member.visited':
      return `visit:${person}:${fact.at}`;
    case 'item.purchased':
      return `order:${fact.source}:${fact.order.externalId}`;
    case 'message.posted':
      return `message:${idOf(fact)}`;
    case 'message.edited':
      return `edit:${idOf(fact)}:${fact.at}`;
    case 'message.deleted':
      return `delete:${idOf(fact)}:${fact.at}`;
    case 'message.reacted':
      return `react:${platformId(fact)}:${idOf(fact)}:${fact.emoji}:${fact.at}:${fact.isSet}`;
    case 'score.imported':
      return importClaim(fact);
    default:
      return fact satisfies never;
  }
}

/**
 * Names the person as the platform does, and not the member: two who turn out to be one person have brought along what both
 * had.
 */
export function importClaim({
  board,
  at,
  source,
  person,
}: Pick<ScoreImportedFact, 'board' | 'at' | 'source' | 'person'>): string {
  return `import:${board}:${at}:${source}:${person.externalId}`;
}

/** That somebody set an emoji on a message at all, however often they did. */
export function reactedClaim(fact: MessageReactedFact): string {
  return `reacted:${platformId(fact)}:${idOf(fact)}:${fact.emoji}`;
}

/** The person as the platform names them. */
function platformId({ source, person }: { readonly source: Source; readonly person: Person }): string {
  return `${source}:${encodeURIComponent(person.externalId)}`;
}

function idOf({ source, message }: Extract<Fact, { message: object }>): string {
  return messageId(source, message.externalId);
}
