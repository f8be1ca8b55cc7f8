import type { CommunityConfig } from '../../schemas/config.ts';
import type { MessagePostedFact } from '../../schemas/fact.ts';
import type { Decision, DocumentWrite, View, Work, Writes } from '../store/store.ts';
import { badgeWrites } from './badges/badge-writes.ts';
import { boardWrites } from './board-writes.ts';
import { channelFor, messageRanking } from './channels.ts';
import { creditsOf, joinOf, messageOf } from './credits.ts';
import { collections } from './documents.ts';
import type { FactContext, FactOutcome } from './fact-context.ts';
import { factClaim } from './fact-claim.ts';
import type { DeedFact } from './fact-kinds.ts';
import { factWrite } from './fact-write.ts';
import { messageId } from './identity.ts';
import { readJoin } from './joins.ts';
import type { Change, LogEntryBody } from './log-entry.ts';
import { isShown, unknownMessage, withText } from './message-state.ts';
import { resolvePeople, type People } from './people.ts';
import { peopleWrites } from './person-writes.ts';
import { deedReads } from './reads.ts';
import { referralWrite } from './referrals.ts';
import { richTextOf } from './rich-text.ts';
import { gainsOf } from './scoring.ts';
import type { StandingWrite } from './standings.ts';

/** Keeps what a person did, and counts it on every board where it counts. */
export function recordDeed(fact: DeedFact, context: FactContext): Work<FactOutcome> {
  return { reads: deedReads(fact, context), decide: (view) => decide(fact, view, context) };
}

function decide(fact: DeedFact, view: View, context: FactContext): Decision<FactOutcome> {
  const people = resolvePeople(fact, view, context.fresh);
  const claims = [fact.delivery, factClaim(fact, people.person)];
  if (claims.some((claim) => view.isClaimed(claim))) return { outcome: 'duplicate' };
  return { outcome: 'accepted', writes: { claims, ...writesOf(fact, view, people, context) } };
}

function writesOf(fact: DeedFact, view: View, people: People, { community, now }: FactContext): Omit<Writes, 'claims'> {
  const credits = creditsOf(fact, view, people, community);
  const boards = boardWrites(gainsOf(credits, community), view, community, now);
  const badges = badgeWrites(credits, view, community, now);
  const message = fact.kind === 'message.posted' ? postWrites(fact, view, people.person, community) : noMessage;
  const changes = [...boards.changes, ...message.changes, ...badges.changes, ...joins(fact, people, view)];
  const entry: LogEntryBody = { at: fact.at, changes };
  return {
    documents: [
      ...peopleWrites(fact, people, view),
      ...message.documents,
      ...badges.documents,
      factWrite(fact, people.person, community),
    ],
    standings: [...boards.standings, ...message.standings, ...referrals(fact, people)],
    removed: { standings: boards.removed },
    entry,
  };
}

/** A person joins once, however often it is told. */
function joins({ kind }: DeedFact, { person }: People, view: View): Change[] {
  return kind === 'member.joined' && readJoin(view, person) === undefined ? [{ type: kind, member: person }] : [];
}

function referrals(fact: DeedFact, { person }: People): StandingWrite[] {
  const join = joinOf(fact);
  return join === undefined || join.referrer === null ? [] : [referralWrite(join.referrer, { person, at: join.at })];
}

interface MessageWrites {
  readonly documents: readonly DocumentWrite[];
  readonly standings: readonly StandingWrite[];
  readonly changes: readonly Change[];
}

const noMessage: MessageWrites = { documents: [], standings: [], changes: [] };

function postWrites(fact: MessagePostedFact, view: View, author: string, community: CommunityConfig): MessageWrites {
  const channel = channelFor(fact, community);
  const id = messageId(fact.source, fact.message.externalId);
  const { replyTo } = fact.message;
  const posted = {
    author,
    sentAt: fact.at,
    replyTo: replyTo === undefined ? null : messageId(fact.source, replyTo),
  };
  const known = { ...(messageOf(fact, view) ?? unknownMessage(id)), posted };
  // Of messages nobody is shown, the text is not kept.
  const message =
    channel === undefined || known.deletedAt !== null
      ? known
      : withText(known, { body: richTextOf(fact.message), at: fact.at, isEdit: false });
  const documents = [{ collection: collections.messages, key: id, value: message }];
  if (channel === undefined || !isShown(message)) return { ...noMessage, documents };
  return {
    documents,
    standings: [{ ranking: messageRanking(channel.id), member: id, score: fact.at, tie: 0 }],
    changes: [{ type: 'message.posted', channel: channel.id, message: id }],
  };
}
