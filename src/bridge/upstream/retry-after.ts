/** Whoever asks to be left alone for longer, by a slip perhaps, is asked again after that. */
const LONGEST_MS = 60 * 60_000;

/**
 * How long the header asks to wait (RFC 9110, section 10.2.3: seconds, or a date), and an hour at most.
 * @returns undefined for a missing header and for what is neither
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_MS);
  // `Date.parse` would take "1.5" or "-3" for a date of its own making.
  const date = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - nowMs), LONGEST_MS);
}
