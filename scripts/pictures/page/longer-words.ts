const filler = ' lorem ipsum dolor sit amet consectetur';
/** What is no sentence. */
const kept = ['language', 'direction'];

/** The same sentences, each that much longer: as another language may be. @param percent for instance 40 */
export function longerWords<Words extends object>(words: Words, percent: number): Words {
  const entries = Object.entries(words).map(([name, value]: [string, unknown]) => [
    name,
    kept.includes(name) ? value : longer(value, percent),
  ]);
  return Object.fromEntries(entries) as Words;
}

function longer(value: unknown, percent: number): unknown {
  if (typeof value === 'string') return value + filler.slice(0, Math.ceil((value.length * percent) / 100));
  if (isSentence(value)) return (...given: unknown[]) => longer(value(...given), percent);
  return typeof value === 'object' && value !== null ? longerWords(value, percent) : value;
}

/** One with something in it. */
function isSentence(value: unknown): value is (...given: unknown[]) => unknown {
  return typeof value === 'function';
}
