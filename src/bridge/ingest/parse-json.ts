import { locateJsonError } from './locate-json-error.ts';

const MAX_DEPTH = 32;
/** Keys of objects and items of arrays, together. */
const MAX_KEYS = 5000;

/**
 * Bytes from outside were not acceptable JSON. The message says why and where, and quotes nothing.
 * It has no `cause`: the engine's own errors quote what they read.
 */
export class MalformedJsonError extends Error {
  override readonly name = 'MalformedJsonError';
  readonly code = 'malformed-json';
}

/**
 * @param bytes UTF-8; a byte order mark is passed over (RFC 8259, section 8.1, lets a reader do so)
 * @throws {MalformedJsonError} for anything else, for JSON that is too deep or has too many keys, and for keys that
 * would change an object's prototype
 */
export function parseJson(bytes: Uint8Array): unknown {
  const value = parse(decodeUtf8(bytes));
  refuseHostileShape(value);
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MalformedJsonError('The body is not UTF-8 text.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedJsonError(`The body is not JSON: ${describeJsonError(text)}.`);
  }
}

/** Why and where a text is not JSON, without quoting it: secrets or addresses may stand there. */
export function describeJsonError(text: string): string {
  const position = locateJsonError(text) ?? 0;
  const lines = text.slice(0, position).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  const what = position === text.length ? 'it ends too early' : 'what follows does not fit';
  return `${what}, at line ${lines.length}, column ${column} (position ${position})`;
}

/** Walks without recursion, so that depth is a mistake to tell and not a stack that overflows. */
function refuseHostileShape(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 1 }];
  let keyCount = 0;
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { value, depth } = entry;
    if (!isContainer(value)) continue;
    if (depth > MAX_DEPTH) throw new MalformedJsonError(`The body nests deeper than ${MAX_DEPTH} levels.`);
    refusePollution(value);
    const children = Object.values(value);
    keyCount += children.length;
    if (keyCount > MAX_KEYS) throw new MalformedJsonError(`The body has more than ${MAX_KEYS} keys and items.`);
    for (const child of children) open.push({ value: child, depth: depth + 1 });
  }
}

function refusePollution(value: object): void {
  const isHostile = Object.hasOwn(value, '__proto__') || reachesPrototype(value);
  if (isHostile) throw new MalformedJsonError('The body has a key that would change the prototype of objects.');
}

function reachesPrototype(value: object): boolean {
  if (!Object.hasOwn(value, 'constructor')) return false;
  const constructor: unknown = value.constructor;
  return isContainer(constructor) && Object.hasOwn(constructor, 'prototype');
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
