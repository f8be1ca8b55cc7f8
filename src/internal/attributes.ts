import type { ComplexAttributeConverter } from 'lit';
import { webAddress } from '../client/web-address.ts';
import { warnOnce } from './warn-once.ts';

export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** Where the value being read stands; nowhere, if a script sets it. */
let place = '';

/** Reads an attribute of an element: what is told of its value meanwhile names both. */
export function readAttribute({ localName }: Element, name: string, read: () => void): void {
  place = `<${localName}> ${name}: `;
  try {
    read();
  } finally {
    place = '';
  }
}

/** A whole number within the range; anything else is the fallback. */
export function wholeNumber(value: unknown, { min, max, fallback }: WholeNumberRange): number {
  const number = numberOf(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  tell(value, `is no whole number from ${min} to ${max}; ${fallback} is used`);
  return fallback;
}

/** One of the words; anything else is the fallback. */
export function oneOf<Word extends string, Fallback>(
  value: unknown,
  words: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  const word = words.find((each) => each === value);
  if (word === undefined) tell(value, `is none of: ${words.join(', ')}`);
  return word ?? fallback;
}

/** An attribute that holds one of some words. */
export function wordOf<Word extends string, Fallback extends Word | null>(
  words: readonly Word[],
  fallback: Fallback,
): ComplexAttributeConverter<Word | Fallback> {
  return { fromAttribute: (value) => oneOf(value, words, fallback) };
}

/** An attribute that holds a text, which stays as it is: what does not fit is told as soon as it is set. */
export function textOf(isFitting: (text: string) => unknown, misfit: string): ComplexAttributeConverter<string | null> {
  return {
    fromAttribute(text) {
      if (text && !isFitting(text)) tell(text, misfit);
      return text;
    },
  };
}

/** An attribute that holds an address on the web. */
export const addressText = textOf(webAddress, 'is no web address');

/** A length in px, as `600px` or a number, moved into the range; what is neither is the fallback. */
export function pixels(value: unknown, { min, max, fallback }: WholeNumberRange): number {
  const number = numberOf(typeof value === 'string' ? value.replace(/px$/, '') : value);
  if (!Number.isNaN(number)) return Math.min(Math.max(number, min), max);
  tell(value, `is no length in px; ${fallback} is used`);
  return fallback;
}

/** A number, or what a text says that is one. */
function numberOf(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim()) ? Number(value) : NaN;
}

/** Nothing is told of a value that is missing. */
function tell(value: unknown, misfit: string): void {
  if (value !== null && value !== undefined) warnOnce(`${place}${JSON.stringify(value)} ${misfit}.`);
}
