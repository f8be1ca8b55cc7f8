import { identityKey, identityRef, resolveIdentity } from '../../src/bridge/domain/identity.ts';
import { recordProfile } from '../../src/bridge/domain/record-profile.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import { eraseMember } from '../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../src/bridge/tasks/link-member.ts';
import type { CommunityConfig } from '../../src/schemas/config.ts';
import type { Fact } from '../../src/schemas/fact.ts';
import { keepFact, NOON } from './community.ts';

/** Something that happens in a community. `index` is another one for each, in the order they happen. */
export type Deed = (store: Store, index: number) => Promise<unknown>;

/** Keeps a fact as one that is told for the first time. */
export function keeping(community: CommunityConfig, make: (index: number) => Fact): Deed {
  return (store, index) => keepFact(store, { ...make(index), delivery: `${index}` }, NOON, community);
}

/** Makes one member of two, where both are known. */
export function linking(community: CommunityConfig, id: string, other: string): Deed {
  return async (store) => {
    const member = await memberOf(store, id);
    if (member === undefined || id === other) return;
    await linkMember({ store, community, member, key: identityKey('returning', other), now: NOON });
  };
}

/** Erases whoever has that id, if anybody does. */
export function erasing(community: CommunityConfig, id: string): Deed {
  return async (store) => {
    const member = await memberOf(store, id);
    if (member !== undefined) await eraseMember(store, community, member, NOON);
  };
}

/** The platform says that somebody is a bot. */
export function findingBot(community: CommunityConfig, externalId: string): Deed {
  const told = { source: 'returning', externalId, name: undefined, avatar: undefined, isBot: true, at: NOON } as const;
  return (store) => store.transact(community.id, recordProfile(told, community, NOON));
}

/** The member with that id of Returning.AI's. */
export async function memberOf(store: Store, id: string): Promise<string | undefined> {
  const key = identityKey('returning', id);
  return resolveIdentity(await store.read('community', [() => ({ documents: [identityRef(key)] })]), key);
}
