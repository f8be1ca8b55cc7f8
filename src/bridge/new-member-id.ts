import { randomBytes } from 'node:crypto';

/** An id that says nothing of the person: 120 random bits, 20 characters. */
export function newMemberId(): string {
  return randomBytes(15).toString('base64url');
}
