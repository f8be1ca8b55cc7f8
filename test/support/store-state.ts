import { collections, identityDocument, joinDocument, messageDocument } from '../../src/bridge/domain/documents.ts';
import { readReferral } from '../../src/bridge/domain/referrals.ts';
import type { Store, StoredDocument } from '../../src/bridge/store/store.ts';
import { community } from './community.ts';

/**
 * All a store knows of standings, badges, joins, names and messages, by what the platforms call people: two stores that were
 * told the same have the same. When a badge was earned is left out, since that is when the bridge came to know it.
 */
export async function stateOf(store: Store): Promise<unknown> {
  const documents = (collection: string): Promise<readonly StoredDocument[]> =>
    store.scan(community.id, collection, { limit: 10_000 });
  const names = await namesIn(await documents(collections.identities));
  const nameOf = (member: string | null): string => names.get(member ?? '') ?? `nobody (${member})`;
  const holders = (await documents(collections.identities)).map(({ key, value }) => {
    const { member, holders: all = [] } = identityDocument.parse(value);
    return [key, nameOf(member), ...all.map((each) => `${nameOf(each.member)} ${each.externalId} ${each.since}`)].join(
      ' ',
    );
  });
  const badges = (await documents(collections.badges)).map(({ key, value }) => {
    const { counts, activeDays, earned } = value as { counts: object; activeDays: unknown; earned: object };
    return JSON.stringify([nameOf(key), counts, activeDays, Object.keys(earned).sort()]);
  });
  const joins = (await documents(collections.joins)).map(({ key, value }) => {
    const { at, referrer } = joinDocument.parse(value);
    return `${nameOf(key)} ${at} ${referrer}`;
  });
  const messages = (await documents(collections.messages)).map(({ value }) => {
    const { posted, text, reactions, ...rest } = messageDocument.parse(value);
    const known = reactions.map(({ member, emoji, at, isSet }) => [nameOf(member), emoji, at, isSet].join(' '));
    const told = text && { ...text, ...(text.by !== undefined && { by: nameOf(text.by) }) };
    return JSON.stringify([rest, posted && { ...posted, author: nameOf(posted.author) }, told, known.sort()]);
  });
  const rankings = await rankingsIn(store, nameOf);
  return { rankings, badges: badges.sort(), joins: joins.sort(), holders: holders.sort(), messages: messages.sort() };
}

/** Of two names of one member the first in the order of text. */
async function namesIn(identities: readonly StoredDocument[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { key, value } of identities.toReversed()) {
    const { member } = identityDocument.parse(value);
    if (key.includes(':id:') && member !== null) names.set(member, key);
  }
  return names;
}

async function rankingsIn(store: Store, nameOf: (member: string) => string): Promise<Record<string, unknown>> {
  const rankings: Record<string, unknown> = {};
  for (const ranking of await store.scanRankings(community.id, { limit: 10_000 })) {
    const slice = { ranking, limit: 10_000 };
    const view = await store.read(community.id, [() => ({ slices: [slice], totals: [ranking] })]);
    const named = (member: string): string => {
      if (ranking.startsWith('messages/')) return member;
      if (!ranking.startsWith('referrals/')) return nameOf(member);
      const { person, at } = readReferral(member);
      return `${nameOf(person)} ${at}`;
    };
    const rows = view.slice(slice).map(({ member, score, tie }) => [named(member), score, tie].join(' '));
    rankings[ranking] = [view.total(ranking), ...rows.sort()];
  }
  return rankings;
}
