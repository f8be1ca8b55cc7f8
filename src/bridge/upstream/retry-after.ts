/**
 * How long the header asks to wait (RFC 9110, section 10.2.3: seconds, or a date).
 * @returns undefined for a missing header and for what is neither
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // `Date.parse` would take "1.5" or "-3" for a date of its own making.
  const date = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
