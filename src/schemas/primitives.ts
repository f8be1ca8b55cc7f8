import * as z from 'zod/mini';

/** C0, DEL and C1 control characters: never part of an id, and never let through to a header or an SSE field. */
// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/u;

/** An id made by a platform or by us: 1–128 characters, none of them a control character. */
export const identifier = z.string().check(
  z.minLength(1),
  z.maxLength(128),
  z.refine((value) => !controlCharacter.test(value), 'must not hold control characters'),
);

/** A name that stands in addresses and topics: lower-case letters, digits and dashes, 1–64 characters. */
export const slug = z
  .string()
  .check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'must be lower-case letters, digits and dashes'));

/** A point in time on the wire: ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instant = z
  .string()
  .check(z.refine(isInstant, 'must be an instant in UTC with milliseconds, for instance 2025-08-31T10:13:52.863Z'));

/** What people call themselves: 1–200 characters. Text, never markup. */
export const displayName = z.string().check(z.minLength(1), z.maxLength(200));

/** Where pictures and links may point: https only, at most 2,048 characters, no user name or password. */
export const httpsUrl = z.string().check(z.maxLength(2048), z.refine(isHttpsUrl, 'must be an https address'));

/** A whole number written in digits, as queries and environment variables hold it. */
export function wholeNumberText(minimum: number, maximum: number): z.ZodMiniType<number, string> {
  return z.pipe(
    z.string().check(z.regex(/^[0-9]{1,9}$/, 'must be a whole number')),
    z.pipe(z.transform(Number), z.int().check(z.minimum(minimum), z.maximum(maximum))),
  );
}

// Whatever else a date can be read from, one form of each is written back: so 30 February is none.
function isInstant(value: string): boolean {
  return !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
}

function isHttpsUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return url.protocol === 'https:' && url.username === '' && url.password === '';
}
