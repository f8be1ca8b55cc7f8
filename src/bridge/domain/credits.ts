import type { CommunityConfig } from '../../schemas/config.ts';
import type { View } from '../store/store.ts';
import type { JoinDocument, MessageDocument, NameHolder } from './documents.ts';
import type { DeedFact } from './fact-kinds.ts';
import { holdersOf, messageId, onlyHolder } from './identity.ts';
import { isEarlier, joinCredits, readJoin } from './joins.ts';
import { readMessage } from './message-state.ts';
import { creditsMoved, nameChangeOf, type NameChange } from './name-change.ts';
import { referrerKey, type People } from './people.ts';
import { referralCredits, referralTakenBack } from './referrals.ts';
import type { Credit, Deed } from './scoring.ts';

/** Who is credited with what: the person's own deed, their referrer's, and referrals under a name that is known only now. */
export function creditsOf(fact: DeedFact, view: View, people: People, community: CommunityConfig): Credit[] {
  const change = nameChangeOf(fact, people.person, view);
  return [
    ...ownCredits(fact, view, people, change),
    ...revocations(creditOf(fact, people.person), messageOf(fact, view), community),
    ...(change === undefined ? [] : creditsMoved(change, view)),
  ];
}

/** A fact's own deed, as if there were no other facts. */
export function creditOf({ kind, at }: DeedFact, member: string): Credit {
  return { member, deed: deeds[kind], at };
}

/** The join a fact tells; undefined for other facts. */
export function joinOf(fact: DeedFact): JoinDocument | undefined {
  return fact.kind === 'member.joined' ? { at: fact.at, referrer: referrerKey(fact) ?? null } : undefined;
}

/** What a deleted message takes back from its author, where the community says so. */
export function revocations(
  post: Credit,
  message: MessageDocument | undefined,
  { deletedMessages }: CommunityConfig,
): Credit[] {
  const revokedAt = message?.deletedAt ?? undefined;
  return revokedAt === undefined || deletedMessages === 'keep-points' ? [] : [{ ...post, revokedAt }];
}

/** What is known of the message a fact posts; undefined for other facts, and when nothing is. */
export function messageOf(fact: DeedFact, view: View): MessageDocument | undefined {
  return fact.kind === 'message.posted'
    ? readMessage(view, messageId(fact.source, fact.message.externalId))
    : undefined;
}

const deeds = {
  'member.joined': 'join',
  'member.visited': 'visit',
  'message.posted': 'post',
  'item.purchased': 'buy',
} as const satisfies Record<DeedFact['kind'], Deed>;

function ownCredits(fact: DeedFact, view: View, people: People, change: NameChange | undefined): Credit[] {
  const join = joinOf(fact);
  if (join === undefined) return [creditOf(fact, people.person)];
  const { person } = people;
  const known = readJoin(view, person);
  const isCounted = isEarlier(join, known);
  const holders = (key: string): readonly NameHolder[] => holdersAfter(key, view, people, change);
  const brought =
    join.referrer === null ? [] : referralCredits({ person, at: join.at }, holders(join.referrer), { isCounted });
  const takenBack =
    isCounted && known !== undefined && known.referrer !== null
      ? referralTakenBack(person, known, holders(known.referrer))
      : [];
  return [...joinCredits(person, join, known), ...brought, ...takenBack];
}

/** Who has a name once the fact is kept, which may say so itself, or make a member of whom it names by the platform's id. */
function holdersAfter(
  key: string,
  view: View,
  { referrer }: People,
  change: NameChange | undefined,
): readonly NameHolder[] {
  if (change?.key === key) return change.after;
  const known = holdersOf(view, key);
  return known.length > 0 || referrer?.key !== key ? known : [onlyHolder(key, referrer.member)];
}
