import * as z from 'zod/mini';
import { period, slug } from '../../src/schemas/index.ts';

const wholeNumber = (min: number, max: number, fallback: number) =>
  z.catch(z.coerce.number().check(z.int(), z.minimum(min), z.maximum(max)), fallback);

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) => z.catch(z.enum(words), words[0]);

const checkbox = z.pipe(
  z.optional(z.string()),
  z.transform((checked) => checked !== undefined),
);

/** A colour of one's own; a disabled control sends none, and the widgets' default stays. */
const colour = z.catch(z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/))), undefined);

/** What the playground's form says. While a field holds nonsense, its default counts: of words the first. */
const choices = z.object({
  theme: oneOf(['auto', 'light', 'dark']),
  look: oneOf(['default', 'midnight', 'paper', 'arcade']),
  locale: oneOf(['page', 'en', 'de', 'ar']),
  /** A member's username. */
  viewer: oneOf(['weizhang', 'amara', 'layla', 'nobody']),
  live: checkbox,
  board: z.catch(slug, 'top'),
  /** Undefined: the board's own. */
  period: z.catch(z.optional(period), undefined),
  rows: wholeNumber(1, 100, 10),
  periods: checkbox,
  show: oneOf(['all', 'earned']),
  layout: oneOf(['grid', 'row']),
  order: oneOf(['newest-last', 'newest-first']),
  messages: wholeNumber(1, 100, 20),
  /** In px. 800: no limit. */
  width: wholeNumber(220, 800, 800),
  radius: wholeNumber(0, 24, 8),
  space: wholeNumber(4, 24, 12),
  accent: colour,
  background: colour,
  surface: colour,
  text: colour,
});

export type Choices = z.infer<typeof choices>;

/** Where every choice is the widgets' own default. */
export const defaults: Choices = choices.parse({ live: 'on' });

/** @param fields a form's fields by name, as in `Object.fromEntries(new FormData(form))` */
export function readChoices(fields: Readonly<Record<string, unknown>>): Choices {
  return choices.parse(fields);
}
