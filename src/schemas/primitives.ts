import * as z from 'zod/mini';

/** C0, DEL and C1 control characters: never part of an id, and never let through to a header or an SSE field. */
// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/u;

/**
 * What a check of our own allows, for the JSON Schemas that are made of these: see `describeChecks`. Zod's checks for
 * lengths, patterns and whole numbers say it by themselves, and are a kilobyte that each page would load.
 */
export interface CheckParams {
  readonly pattern?: RegExp;
  readonly minLength?: number;
  /** Of a text in UTF-16 units, of a list in entries. */
  readonly maxLength?: number;
  /** Of a whole number. */
  readonly minimum?: number;
}

/** Not empty. */
export const filled = z.refine<string>((value) => value !== '', {
  error: 'must not be empty',
  params: { minLength: 1 },
});

/** A text or a list that is no longer than this. */
export function atMost(maxLength: number): z.core.$ZodCheck<{ readonly length: number }> {
  return z.refine(({ length }) => length <= maxLength, {
    error: `must not be longer than ${maxLength}`,
    params: { maxLength },
  });
}

/** An id made by a platform or by us: 1–128 characters, none of them a control character. */
export const identifier = z.string().check(
  atMost(128),
  filled,
  z.refine((value) => !controlCharacter.test(value), 'must not hold control characters'),
);

/** Text that a pattern fits. @param error what it must be, for whoever wrote something else */
export function textLike(pattern: RegExp, error: string): z.ZodMiniString {
  return z.string().check(z.refine((value) => pattern.test(value), { error, params: { pattern } }));
}

/** A whole number. @param minimum the least it may be; default: any that is exact */
export function wholeNumber(minimum = Number.MIN_SAFE_INTEGER): z.ZodMiniNumber {
  const isFitting = (value: number): boolean => Number.isSafeInteger(value) && value >= minimum;
  return z
    .number()
    .check(z.refine(isFitting, { error: `must be a whole number from ${minimum}`, params: { minimum } }));
}

/** A name that stands in addresses and topics: lower-case letters, digits and dashes, 1–64 characters. */
export const slug = textLike(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'must be lower-case letters, digits and dashes');

/** A point in time on the wire: ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instant = z
  .string()
  .check(z.refine(isInstant, 'must be an instant in UTC with milliseconds, for instance 2025-08-31T10:13:52.863Z'));

/** What people call themselves: 1–200 characters. Text, never markup. */
export const displayName = z.string().check(atMost(200), filled);

/** Where pictures and links may point: https only, at most 2,048 characters, no user name or password. */
export const httpsUrl = z.string().check(atMost(2048), z.refine(isHttpsUrl, 'must be an https address'));

/** Where a page to be framed may be: https, or this very machine, which nobody else can listen to. */
export const pageUrl = z
  .string()
  .check(atMost(2048), z.refine(isPageUrl, 'must be an https address, or one of http://localhost'));

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
  return isPageUrl(value) && new URL(value).protocol === 'https:';
}

function isPageUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const isLocal = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || isLocal) && username === '' && password === '';
}
