import type { CommunityConfig } from '../../schemas/config.ts';
import type { Fact, MessagePostedFact } from '../../schemas/fact.ts';
import type { Decision, DocumentRef, Json, Standing, StandingRef, View, Work, Writes } from '../store/store.ts';
import { channelFor, messageRanking } from './channels.ts';
import { collections, type MessageDocument } from './documents.ts';
import { identityKey, identityKeys, messageId, resolveIdentity, usernameKey } from './identity.ts';
import type { BoardChange, Change, LogEntryBody, MessageChange } from './log-entry.ts';
import { profileAfter, readMember, resolvePeople, type People } from './people.ts';
import { periodAt } from './periods.ts';
import {
  creditsOf,
  factClaim,
  peopleQuery,
  readWaiting,
  standingsQuery,
  waitingFor,
  type FactContext,
} from './reads.ts';
import { richTextOf } from './rich-text.ts';
import { boardTimeZone, gainsOf, type Gain } from './scoring.ts';

export type FactOutcome = 'accepted' | 'duplicate';

type DocumentWrite = DocumentRef & { readonly value: Json };
type StandingWrite = StandingRef & Standing;

/** The work of keeping a fact: once, however often and by whichever delivery it is told. */
export function recordFact(fact: Fact, context: FactContext): Work<FactOutcome> {
  return {
    reads: [() => peopleQuery(fact), (view) => standingsQuery(fact, view, context)],
    decide: (view) => decide(fact, view, context),
  };
}

function decide(fact: Fact, view: View, context: FactContext): Decision<FactOutcome> {
  const people = resolvePeople(fact, view, context.fresh);
  const claims = [fact.delivery, factClaim(fact, people)];
  if (claims.some((claim) => view.isClaimed(claim))) return { outcome: 'duplicate' };
  return { outcome: 'accepted', writes: writesOf(fact, view, people, claims, context) };
}

function writesOf(
  fact: Fact,
  view: View,
  people: People,
  claims: readonly string[],
  { community, now }: FactContext,
): Writes {
  const gains = gainsOf(creditsOf(fact, view, people), community);
  const standings = gains.map((gain) => standingAfter(gain, view));
  const message = fact.kind === 'message.posted' ? messageWrites(fact, people, community) : noMessage;
  const entry: LogEntryBody = {
    at: fact.at,
    changes: [...boardChanges(gains, standings, view, community, now), ...message.changes],
  };
  return {
    claims,
    documents: [
      ...personWrites(fact, view, people),
      ...referralWrites(fact, view, people),
      ...message.documents,
      factWrite(fact, people, community),
    ],
    standings: [...standings, ...message.standings],
    entry,
  };
}

function standingAfter({ ranking, member, score, reachedAt }: Gain, view: View): StandingWrite {
  const before = view.standing(ranking, member) ?? { score: 0, tie: 0 };
  return { ranking, member, score: before.score + score, tie: Math.max(before.tie, reachedAt) };
}

/** One change for each board and period that is running now: what happened in an ended one is history, and not told. */
function boardChanges(
  gains: readonly Gain[],
  standings: readonly StandingWrite[],
  view: View,
  community: CommunityConfig,
  now: number,
): BoardChange[] {
  const changes = new Map<string, BoardChange>();
  for (const [index, gain] of gains.entries()) {
    const standing = standings[index];
    if (standing === undefined || !isRunning(gain, community, now)) continue;
    const known = changes.get(gain.ranking) ?? emptyChange(gain, view.total(gain.ranking));
    const isNew = view.standing(gain.ranking, gain.member) === undefined;
    changes.set(gain.ranking, {
      ...known,
      rows: [...known.rows, { member: gain.member, score: standing.score, reachedAt: standing.tie }],
      total: known.total + (isNew ? 1 : 0),
    });
  }
  return [...changes.values()];
}

function emptyChange({ board, period, periodKey }: Gain, total: number): BoardChange {
  return { type: 'board.changed', board, period, periodKey, rows: [], removed: [], total };
}

function isRunning(gain: Gain, community: CommunityConfig, now: number): boolean {
  const board = community.boards.find(({ slug }) => slug === gain.board);
  return board !== undefined && periodAt(gain.period, now, boardTimeZone(board, community)).key === gain.periodKey;
}

function personWrites(fact: Fact, view: View, { person }: People): DocumentWrite[] {
  const profile = profileAfter(readMember(view, person), person, fact.person, fact.at);
  return [
    { collection: collections.members, key: person, value: profile },
    ...identityKeys(fact.source, fact.person)
      .filter((key) => resolveIdentity(view, key) !== person)
      .map((key) => ({ collection: collections.identities, key, value: { member: person } })),
  ];
}

function referralWrites(fact: Fact, view: View, { referrer, unknownReferrer }: People): DocumentWrite[] {
  const writes: DocumentWrite[] = [];
  if (unknownReferrer !== undefined) {
    writes.push(waitingWrite(unknownReferrer, [...readWaiting(view, unknownReferrer), fact.at]));
  }
  if (fact.person.username !== undefined && waitingFor(fact, view).length > 0) {
    writes.push(waitingWrite(usernameKey(fact.source, fact.person.username), []));
  }
  if (referrer !== undefined && readMember(view, referrer) === undefined) {
    writes.push(...newReferrerWrites(fact, referrer));
  }
  return writes;
}

// Only a platform's id makes a member of a referrer nobody has met; the name follows with their first own fact.
function newReferrerWrites(fact: Fact, id: string): DocumentWrite[] {
  if (fact.kind !== 'member.joined' || fact.referrer === undefined || 'username' in fact.referrer) return [];
  const { externalId } = fact.referrer;
  return [
    { collection: collections.members, key: id, value: profileAfter(undefined, id, { externalId }, 0) },
    { collection: collections.identities, key: identityKey(fact.source, externalId), value: { member: id } },
  ];
}

function waitingWrite(key: string, joinedAt: readonly number[]): DocumentWrite {
  return { collection: collections.waitingReferrals, key, value: { joinedAt } };
}

interface MessageWrites {
  readonly documents: readonly DocumentWrite[];
  readonly standings: readonly StandingWrite[];
  readonly changes: readonly Change[];
}

const noMessage: MessageWrites = { documents: [], standings: [], changes: [] };

function messageWrites(fact: MessagePostedFact, { person }: People, community: CommunityConfig): MessageWrites {
  const channel = channelFor(fact, community);
  if (channel === undefined) return noMessage;
  const id = messageId(fact.source, fact.message.externalId);
  const { replyTo } = fact.message;
  const value: MessageDocument = {
    id,
    author: person,
    sentAt: fact.at,
    editedAt: null,
    replyTo: replyTo === undefined ? null : messageId(fact.source, replyTo),
    body: richTextOf(fact.message),
  };
  const change: MessageChange = { type: 'message.posted', channel: channel.id, message: id };
  return {
    documents: [{ collection: collections.messages, key: id, value }],
    standings: [{ ranking: messageRanking(channel.id), member: id, score: fact.at, tie: 0 }],
    changes: [change],
  };
}

/** Facts are kept, so that boards can be counted again. Of messages nobody is shown, the text is not. */
function factWrite(fact: Fact, people: People, community: CommunityConfig): DocumentWrite {
  const key = `${String(fact.at).padStart(16, '0')} ${factClaim(fact, people)}`;
  const isHidden = fact.kind === 'message.posted' && channelFor(fact, community) === undefined;
  const value = isHidden ? { ...fact, message: { ...fact.message, text: '' } } : fact;
  return { collection: collections.facts, key, value: toJson(value) };
}

// Drops keys that are undefined, which JSON can't hold.
function toJson(fact: Fact): Json {
  return JSON.parse(JSON.stringify(fact)) as Json;
}
