import type { ComplexAttributeConverter } from 'lit';
import { warnOnce } from './warn-once.ts';

export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** A whole number within the range; anything else is the fallback. */
export function wholeNumber(value: unknown, { min, max, fallback }: WholeNumberRange): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isFitting = Number.isInteger(number) && Number(number) >= min && Number(number) <= max;
  if (isFitting) return Number(number);
  if (value !== null && value !== undefined)
    warnOnce(`${JSON.stringify(value)} is no whole number from ${min} to ${max}; ${fallback} is used.`);
  return fallback;
}

/** One of the words; anything else is the fallback. */
export function oneOf<Word extends string, Fallback>(
  value: unknown,
  words: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  const word = words.find((each) => each === value);
  if (word === undefined && value !== null && value !== undefined)
    warnOnce(`${JSON.stringify(value)} is none of: ${words.join(', ')}.`);
  return word ?? fallback;
}

/** An attribute that holds one of some words. */
export function wordOf<Word extends string, Fallback extends Word | null>(
  words: readonly Word[],
  fallback: Fallback,
): ComplexAttributeConverter<Word | Fallback> {
  return { fromAttribute: (value) => oneOf(value, words, fallback) };
}

/** A length in px, as `600px` or a number, moved into the range; what is neither is the fallback. */
export function pixels(value: unknown, { min, max, fallback }: WholeNumberRange): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(/px$/, '')) : value;
  if (typeof number === 'number' && !Number.isNaN(number)) return Math.min(Math.max(number, min), max);
  if (value !== null && value !== undefined)
    warnOnce(`${JSON.stringify(value)} is no length in px; ${fallback} is used.`);
  return fallback;
}
