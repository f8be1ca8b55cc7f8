import * as z from 'zod/mini';
import type { DocumentRef, DocumentWrite, View, Work } from '../../store/store.ts';
import { memberBadgesRef } from '../badges/member-badges.ts';
import { botsQuery, botsWrite, readBots } from '../bots.ts';
import { collections, readDocument, type NameHolder } from '../documents.ts';
import { holdersOf, holdersWrite, identityRef, resolveIdentity } from '../identity.ts';
import { joinRef } from '../joins.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';

/** What is to be erased under which names: kept until all of it is, so that an erasure cut off can be taken up again. */
const erasureDocument = z.object({ identities: z.array(z.string()) });

export function erasureRef(member: string): DocumentRef {
  return { collection: collections.erasures, key: member };
}

/**
 * Parts a member from their names. Once nothing leads to the member any more, no fact adds to them: whoever comes under
 * such a name from then on is somebody new.
 * @param found keys of identities that seem to be theirs
 * @returns all names known so far; undefined when there is no such member, and no erasure of them under way
 */
export function beginErasure(
  member: string,
  found: readonly string[],
  now: number,
): Work<readonly string[] | undefined> {
  const ref = erasureRef(member);
  return {
    reads: [() => ({ documents: [ref, memberRef(member), ...found.map(identityRef)] }), () => botsQuery],
    decide: (view) => {
      const begun = readDocument(view, erasureDocument, ref.collection, ref.key);
      const isKnown = readMember(view, member) !== undefined;
      if (begun === undefined && !isKnown) return { outcome: undefined };
      const own = found.filter((key) => resolveIdentity(view, key) === member);
      const names = found.map((key) => ({ key, others: othersOf(key, member, view) }));
      const identities = [...new Set([...(begun?.identities ?? []), ...own])];
      const left = names.filter(({ others }) => others.length === 0).map(({ key }) => identityRef(key));
      const documents = [memberRef(member), memberBadgesRef(member), joinRef(member), ...left];
      const kept = names.filter(({ others }) => others.length > 0);
      const entry: LogEntryBody = { at: now, changes: isKnown ? [{ type: 'member.erased', id: member }] : [] };
      return {
        outcome: identities,
        writes: {
          claims: [],
          documents: [
            { ...ref, value: { identities } },
            ...kept.map(({ key, others }) => holdersWrite(key, others)),
            ...withoutBot(member, view),
          ],
          standings: [],
          removed: { documents },
          entry,
        },
      };
    },
  };
}

/** Who else had a name, which stays theirs. */
function othersOf(key: string, member: string, view: View): NameHolder[] {
  return holdersOf(view, key).filter((holder) => holder.member !== member);
}

function withoutBot(member: string, view: View): DocumentWrite[] {
  const bots = readBots(view);
  return bots.includes(member) ? [botsWrite(bots.filter((bot) => bot !== member))] : [];
}
