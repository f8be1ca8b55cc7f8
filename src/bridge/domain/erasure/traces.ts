import type { Source } from '../../../schemas/fact.ts';
import type { Json, StoredClaim } from '../../store/store.ts';
import { identityKey } from '../identity.ts';
import type { Merge } from '../linking/merge.ts';
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

/** Who became whom, by log entries. */
export function mergesIn(entries: readonly Json[]): Merge[] {
  return entries
    .flatMap((entry) => logEntry.safeParse(entry).data?.changes ?? [])
    .flatMap((change) => (change.type === 'member.merged' ? [{ from: change.from, into: change.into }] : []));
}

/** A member, and all who became one with them. */
export function everybodyIn(member: string, merges: readonly Merge[]): ReadonlySet<string> {
  const all = new Set([member]);
  // A set that grows while it is gone through is gone through to its end.
  for (const into of all) for (const merge of merges) if (merge.into === into) all.add(merge.from);
  return all;
}

/** A log entry without what it tells of members; undefined when it tells nothing. That they left a board stays told. */
export function entryWithout(entry: Json, members: ReadonlySet<string>): Json | undefined {
  const read = logEntry.safeParse(entry);
  if (!read.success) return undefined;
  const changes = read.data.changes.flatMap((change) => changeWithout(change, members));
  const isSame =
    changes.length === read.data.changes.length && changes.every((each, i) => each === read.data.changes[i]);
  return isSame ? undefined : { at: read.data.at, changes };
}

function changeWithout(change: Change, members: ReadonlySet<string>): Change[] {
  if ('member' in change) return members.has(change.member) ? [] : [change];
  // Who was merged into them is as gone as they are.
  if (change.type === 'member.merged') {
    return members.has(change.into) ? [{ type: 'member.erased', id: change.from }] : [change];
  }
  if (change.type !== 'board.changed' || !change.rows.some((row) => members.has(row.member))) return [change];
  return [{ ...change, rows: change.rows.filter((row) => !members.has(row.member)) }];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Not written by `returningClaim`.
  }
}
