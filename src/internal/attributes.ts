export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** A whole number within the range; anything else is the fallback. */
export function wholeNumber(value: unknown, { min, max, fallback }: WholeNumberRange): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return fallback;
  return number >= min && number <= max ? number : fallback;
}

/** One of the words; anything else is the fallback. */
export function oneOf<Word extends string, Fallback>(
  value: unknown,
  words: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  return words.find((word) => word === value) ?? fallback;
}
