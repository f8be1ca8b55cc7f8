import type { CommunityConfig } from '../../schemas/config.ts';
import type { Fact } from '../../schemas/fact.ts';
import type { DocumentWrite, Json } from '../store/store.ts';
import { channelFor } from './channels.ts';
import { collections } from './documents.ts';
import { factClaim } from './fact-claim.ts';

/** Facts are kept, so that boards can be counted again. Of messages nobody is shown, the text is not. */
export function factWrite(fact: Fact, person: string, community: CommunityConfig): DocumentWrite {
  const value = factJson(withoutHiddenText(fact, community));
  return { collection: collections.facts, key: factKey(fact, person), value };
}

/** The key of a fact's document: its time and its claim. */
export function factKey(fact: Fact, person: string): string {
  return `${String(fact.at).padStart(16, '0')} ${factClaim(fact, person)}`;
}

function withoutHiddenText(fact: Fact, community: CommunityConfig): Fact {
  switch (fact.kind) {
    case 'message.posted':
      return channelFor(fact, community) ? fact : { ...fact, message: { ...fact.message, text: '' } };
    case 'message.edited':
      return channelFor(fact, community) ? fact : { ...fact, message: { ...fact.message, text: '' } };
    default:
      return fact;
  }
}

/** A fact as it is kept. Drops keys that are undefined, which JSON can't hold. */
export function factJson(fact: Fact): Json {
  return JSON.parse(JSON.stringify(fact)) as Json;
}
