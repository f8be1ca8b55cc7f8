const numberFormats = new Map<string, Intl.NumberFormat>();
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** A whole number with the locale's digits and grouping. */
export function formatNumber(locale: string, value: number): string {
  return cached(numberFormats, locale, () => new Intl.NumberFormat(locale)).format(value);
}

/** Day and time in the reader's time zone. */
export function formatInstant(locale: string, instant: string): string {
  const create = () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return cached(timeFormats, locale, create).format(new Date(instant));
}

/** Making an Intl object costs far more than using it. */
function cached<Format>(formats: Map<string, Format>, locale: string, create: () => Format): Format {
  const known = formats.get(locale);
  if (known) return known;
  const created = create();
  formats.set(locale, created);
  return created;
}
