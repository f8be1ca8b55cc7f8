import type { CommunityConfig } from '../../schemas/config.ts';
import type { Decision, DocumentWrite, Query, StandingRef, View, Work, Writes } from '../store/store.ts';
import { badgeWrites } from './badges/badge-writes.ts';
import { memberBadgesRef } from './badges/member-badges.ts';
import { boardQuery, boardWrites } from './board-writes.ts';
import { botsQuery } from './bots.ts';
import { channelFor, messageRanking } from './channels.ts';
import { revocations } from './credits.ts';
import { collections, type MessageDocument } from './documents.ts';
import type { FactContext, FactOutcome } from './fact-context.ts';
import { factClaim, reactedClaim } from './fact-claim.ts';
import type { MessageChangeFact } from './fact-kinds.ts';
import { factWrite } from './fact-write.ts';
import { identityKey, identityRef, messageId, resolveIdentity } from './identity.ts';
import type { LogEntryBody, MessageChange } from './log-entry.ts';
import { isShown, readMessage, unknownMessage, withDeletion, withReaction, withText } from './message-state.ts';
import { personWrites } from './person-writes.ts';
import { memberRef } from './present.ts';
import { richTextOf } from './rich-text.ts';
import { countedBefore, gainsOf, type Gain } from './scoring.ts';

/** Keeps what happened to a message, also when it is told before the message itself. */
export function recordMessageChange(fact: MessageChangeFact, context: FactContext): Work<FactOutcome> {
  return {
    reads: [() => messageQuery(fact), () => botsQuery, (view) => changeQuery(fact, view, context)],
    decide: (view) => decide(fact, view, context),
  };
}

function messageQuery(fact: MessageChangeFact): Query {
  const identities = fact.person === undefined ? [] : [identityRef(identityKey(fact.source, fact.person.externalId))];
  return {
    claims: [fact.delivery],
    documents: [{ collection: collections.messages, key: idOf(fact) }, ...identities],
  };
}

function changeQuery(fact: MessageChangeFact, view: View, context: FactContext): Query {
  const person = personOf(fact, view, context);
  return {
    claims: [factClaim(fact, person), ...(fact.kind === 'message.reacted' ? [reactedClaim(fact)] : [])],
    documents: [
      ...(fact.person === undefined ? [] : [memberRef(person)]),
      ...(fact.kind === 'message.reacted' ? [memberBadgesRef(person)] : []),
    ],
    ...boardQuery(lossesOf(fact, view, context.community), context.community, view),
  };
}

function decide(fact: MessageChangeFact, view: View, context: FactContext): Decision<FactOutcome> {
  const person = personOf(fact, view, context);
  const claims = [fact.delivery, factClaim(fact, person)];
  const known = claims.filter((claim) => view.isClaimed(claim));
  if (known.length > 0 && !isOtherText(fact, view, person, context)) return { outcome: 'duplicate' };
  const fresh = claims.filter((claim) => !known.includes(claim));
  const { claims: more, ...writes } = writesOf(fact, view, person, context);
  return { outcome: 'accepted', writes: { ...writes, claims: [...fresh, ...more] } };
}

/** Another delivery may tell another text of the same edit's moment. */
function isOtherText(fact: MessageChangeFact, view: View, person: string, { community }: FactContext): boolean {
  if (fact.kind !== 'message.edited' || view.isClaimed(fact.delivery)) return false;
  const before = messageBefore(fact, view);
  return messageAfter(before, fact, person, community) !== before;
}

function writesOf(fact: MessageChangeFact, view: View, person: string, { community, now }: FactContext): Writes {
  const before = messageBefore(fact, view);
  const after = messageAfter(before, fact, person, community);
  const boards = boardWrites(lossesOf(fact, view, community), view, community, now);
  const isFirst = fact.kind === 'message.reacted' && fact.isSet && !view.isClaimed(reactedClaim(fact));
  const credits = isFirst ? [{ member: person, deed: 'react', at: fact.at } as const] : [];
  const badges = badgeWrites(credits, view, community, now);
  const entry: LogEntryBody = {
    at: fact.at,
    changes: [...boards.changes, ...changesOf(fact, before, after, community), ...badges.changes],
  };
  return {
    claims: isFirst ? [reactedClaim(fact)] : [],
    documents: [
      { collection: collections.messages, key: after.id, value: after },
      ...knownPersonWrites(fact, person, view),
      ...badges.documents,
      factWrite(fact, person, community),
    ],
    standings: boards.standings,
    removed: { standings: [...boards.removed, ...hiddenBy(fact, before, community)] },
    entry,
  };
}

// Whoever is named becomes a member, also by a message from before the bridge: only so can they be erased.
function knownPersonWrites({ source, person, at }: MessageChangeFact, id: string, view: View): DocumentWrite[] {
  return person === undefined ? [] : personWrites({ source, person, at }, id, view);
}

function messageAfter(
  before: MessageDocument,
  fact: MessageChangeFact,
  member: string,
  community: CommunityConfig,
): MessageDocument {
  switch (fact.kind) {
    case 'message.edited': {
      const isKept = before.deletedAt === null && channelFor(fact, community) !== undefined;
      return isKept
        ? withText(before, { body: richTextOf(fact.message), at: fact.at, isEdit: true, by: member })
        : before;
    }
    case 'message.deleted':
      return withDeletion(before, fact.at);
    case 'message.reacted':
      return withReaction(before, { emoji: fact.emoji, member, at: fact.at, isSet: fact.isSet });
    default:
      return fact satisfies never;
  }
}

/** What readers are told: only of a message they see, and only if something about it changed. */
function changesOf(
  fact: MessageChangeFact,
  before: MessageDocument,
  after: MessageDocument,
  community: CommunityConfig,
): MessageChange[] {
  const channel = channelFor(fact, community);
  if (channel === undefined || !isShown(before) || after === before) return [];
  return [{ type: fact.kind, channel: channel.id, message: after.id }];
}

function hiddenBy(fact: MessageChangeFact, before: MessageDocument, community: CommunityConfig): StandingRef[] {
  const channel = channelFor(fact, community);
  if (fact.kind !== 'message.deleted' || channel === undefined || !isShown(before)) return [];
  return [{ ranking: messageRanking(channel.id), member: before.id }];
}

/** What the author of a deleted message loses. One that is not posted yet loses it when it is. */
function lossesOf(fact: MessageChangeFact, view: View, community: CommunityConfig): Gain[] {
  const before = messageBefore(fact, view);
  const { posted, deletedAt } = before;
  if (fact.kind !== 'message.deleted' || posted === null || before.isForgotten) return [];
  const post = { member: posted.author, deed: 'post', at: posted.sentAt } as const;
  const losses = gainsOf(revocations(post, withDeletion(before, fact.at), community), community);
  return deletedAt === null ? losses : losses.map(countedBefore);
}

function messageBefore(fact: MessageChangeFact, view: View): MessageDocument {
  return readMessage(view, idOf(fact)) ?? unknownMessage(idOf(fact));
}

function personOf(fact: MessageChangeFact, view: View, { fresh }: FactContext): string {
  if (fact.person === undefined) return fresh.person;
  return resolveIdentity(view, identityKey(fact.source, fact.person.externalId)) ?? fresh.person;
}

function idOf({ source, message }: MessageChangeFact): string {
  return messageId(source, message.externalId);
}
