import * as z from 'zod/mini';
import { fact as factSchema, referrer, source, type Fact } from '../../../schemas/fact.ts';
import type { Decision, Json, View, Work } from '../../store/store.ts';
import { collections, readDocument } from '../documents.ts';
import { factClaim } from '../fact-claim.ts';
import { factJson } from '../fact-write.ts';
import { identityKey, messageId } from '../identity.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { authorOf, readMessage } from '../message-state.ts';
import { ERASED_ID, isErased, isErasedReferrer, type ErasedPerson } from './erased-person.ts';

interface KeptFact {
  readonly key: string;
  readonly fact: Fact;
  /** It was told after the erasure began. */
  readonly isLater: boolean;
}

/**
 * Takes out what a person did and what was done to their messages, so that it could be told again; and the person out of what
 * others did.
 * @param keys of the facts to look at
 * @param later those of them that were told after the erasure began
 * @returns how many went
 */
export function eraseFacts(
  keys: readonly string[],
  person: ErasedPerson,
  later: ReadonlySet<string>,
  now: number,
): Work<number> {
  return {
    reads: [
      () => ({ documents: keys.map((key) => ({ collection: collections.facts, key })) }),
      (view) => ({ documents: factsIn(keys, view, later).flatMap(({ fact }) => messageRefs(fact)) }),
    ],
    decide: (view) => decide(factsIn(keys, view, later), person, view, now),
  };
}

function decide(facts: readonly KeptFact[], person: ErasedPerson, view: View, now: number): Decision<number> {
  const { theirs = [], others = [] } = Object.groupBy(facts, (kept) =>
    isTheirs(kept, person, view) ? 'theirs' : 'others',
  );
  const documents = others.flatMap(({ key, fact, isLater }) => {
    const value = isLater ? fact : withoutPerson(fact, person);
    return value === fact ? [] : [{ collection: collections.facts, key, value: factJson(value) }];
  });
  if (theirs.length + documents.length === 0) return { outcome: 0 };
  const removed = {
    documents: theirs.map(({ key }) => ({ collection: collections.facts, key })),
    claims: theirs.flatMap(({ key, fact }) => [fact.delivery, claimIn(key)]),
  };
  const entry: LogEntryBody = { at: now, changes: [] };
  return { outcome: theirs.length, writes: { claims: [], documents, standings: [], removed, entry } };
}

// The person may be back as a new member by now: the fact's claim, its message, or when it was told says whose it is.
function isTheirs({ key, fact, isLater }: KeptFact, person: ErasedPerson, view: View): boolean {
  const message = messageRefs(fact).flatMap((ref) => readMessage(view, ref.key) ?? [])[0];
  if (message !== undefined && authorOf(message) === person.member) return true;
  if (fact.kind === 'message.posted' && message?.posted) return false;
  // What is deleted stays deleted, and a recount has to know.
  if (fact.kind === 'message.deleted') return false;
  return (
    fact.person !== undefined &&
    !isLater &&
    isErased(person, fact.source, fact.person) &&
    claimIn(key) === factClaim(fact, person.member)
  );
}

/** The fact itself when the person is not in it. */
function withoutPerson(fact: Fact, person: ErasedPerson): Fact {
  switch (fact.kind) {
    case 'member.joined': {
      const { referrer, ...rest } = fact;
      return referrer !== undefined && isErasedReferrer(person, fact.source, referrer) ? rest : fact;
    }
    case 'message.posted':
    case 'message.edited': {
      const text = withoutMention(fact, person);
      if (text === fact.message.text) return fact;
      return fact.kind === 'message.posted'
        ? { ...fact, message: { ...fact.message, text } }
        : { ...fact, message: { ...fact.message, text } };
    }
    case 'message.deleted': {
      const { person: author, ...rest } = fact;
      return author !== undefined && isErased(person, fact.source, author) ? rest : fact;
    }
    default:
      return fact;
  }
}

/** `<@U123>` and `<@U123|name>`. Only Slack's texts name people by their id. */
const mention = /<@([^<>|\n]+)(?:\|[^<>\n]*)?>/g;

function withoutMention(
  { source, message }: Extract<Fact, { kind: 'message.posted' | 'message.edited' }>,
  { identities }: ErasedPerson,
): string {
  if (message.format !== 'slack-mrkdwn') return message.text;
  return message.text.replace(mention, (whole, id: string) =>
    identities.has(identityKey(source, id)) ? `<@${ERASED_ID}>` : whole,
  );
}

function factsIn(keys: readonly string[], view: View, later: ReadonlySet<string>): KeptFact[] {
  return keys.flatMap((key) => {
    const fact = readDocument(view, factSchema, collections.facts, key);
    return fact === undefined ? [] : [{ key, fact, isLater: later.has(key) }];
  });
}

function messageRefs(fact: Fact): { collection: string; key: string }[] {
  if (!('message' in fact)) return [];
  return [{ collection: collections.messages, key: messageId(fact.source, fact.message.externalId) }];
}

const people = z.object({
  source,
  person: z.optional(z.object({ externalId: z.string() })),
  referrer: z.optional(referrer),
});

/** Whether it depends on when a fact was told whose it is: it calls somebody by a name of the person's. */
export function namesErased(fact: Json, person: ErasedPerson): boolean {
  const told = people.safeParse(fact).data;
  if (told === undefined) return false;
  const isNamed = told.person !== undefined && isErased(person, told.source, told.person);
  return isNamed || (told.referrer !== undefined && isErasedReferrer(person, told.source, told.referrer));
}

/** A fact's key is its time and its claim, see `fact-write.ts`. */
export function claimIn(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}
