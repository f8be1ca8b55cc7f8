import type { Source } from '../../../schemas/fact.ts';
import type { Json, StoredClaim } from '../../store/store.ts';
import { identityKey } from '../identity.ts';
import { logEntry, type Change } from '../log-entry.ts';
import { namesOf, type ErasedPerson } from './erased-person.ts';

/** Whether a hook that could not be read names the person, wherever in it. */
export function letterNames(letter: Json, person: ErasedPerson): boolean {
  const names = namesOf(person);
  const isTrace = (value: Json): boolean => {
    if (typeof value === 'string' || typeof value === 'number') {
      return names.has(String(value)) || names.has(String(value).toLowerCase());
    }
    return typeof value === 'object' && value !== null && Object.values(value).some(isTrace);
  };
  return isTrace(letter);
}

/**
 * Whether a claim names the person: by the member's id or the platform's (`fact-claim.ts`, `delivery-claim.ts`), of which the
 * latter may be somebody new's by now.
 */
export function claimNames({ claim, claimedAt }: StoredClaim, { member, identities, begunAt }: ErasedPerson): boolean {
  const parts = claim.split(':');
  if (parts.includes(member)) return true;
  if (claimedAt > begunAt) return false;
  const key = identityInClaim(parts);
  return key !== undefined && identities.has(key);
}

/** Of the claims that hold a platform's id. */
function identityInClaim([kind, ...parts]: readonly string[]): string | undefined {
  if (kind === 'returning') return identityKey('returning', decoded(parts[2] ?? ''));
  if (kind === 'react' || kind === 'reacted') return identityKey(sourceOf(parts[0]), decoded(parts[1] ?? ''));
  if (kind !== 'import') return undefined;
  const [, , source, ...id] = parts;
  return identityKey(sourceOf(source), id.join(':'));
}

function sourceOf(part: string | undefined): Source {
  return part === 'slack' ? 'slack' : 'returning';
}

/** A log entry without what it tells of a member; undefined when it tells nothing. That they left a board stays told. */
export function entryWithout(entry: Json, member: string): Json | undefined {
  const read = logEntry.safeParse(entry);
  if (!read.success) return undefined;
  const changes = read.data.changes.flatMap((change) => changeWithout(change, member));
  const isSame =
    changes.length === read.data.changes.length && changes.every((each, i) => each === read.data.changes[i]);
  return isSame ? undefined : { at: read.data.at, changes };
}

function changeWithout(change: Change, member: string): Change[] {
  if ('member' in change) return change.member === member ? [] : [change];
  // Who was merged into them is as gone as they are.
  if (change.type === 'member.merged') {
    return change.into === member ? [{ type: 'member.erased', id: change.from }] : [change];
  }
  if (change.type !== 'board.changed' || !change.rows.some((row) => row.member === member)) return [change];
  return [{ ...change, rows: change.rows.filter((row) => row.member !== member) }];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Not written by `returningClaim`.
  }
}
