const RETURN_SPREAD_MS = 3000;

/** When a stream that is ended with many others may come back: another time for each, so that they don't return all at once. */
export function spreadReturnMs(): number {
  return Math.round(Math.random() * RETURN_SPREAD_MS);
}
