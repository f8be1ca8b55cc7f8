/** Where a request says it comes from. */
export type RequestOrigin =
  /** A page of another host, or what a browser tells instead of one (`null`). */
  | { readonly kind: 'cross'; readonly origin: string }
  /** A page of the bridge's own host: browsers send no `Origin` with its GETs, and vouch for it in `Sec-Fetch-Site`. */
  | { readonly kind: 'same' }
  /** No browser, or one that does not say. */
  | { readonly kind: 'untold' };

export function readRequestOrigin(header: (name: string) => string | undefined): RequestOrigin {
  const origin = header('origin');
  if (origin !== undefined) return { kind: 'cross', origin };
  return header('sec-fetch-site') === 'same-origin' ? { kind: 'same' } : { kind: 'untold' };
}

/**
 * Whether a list of origins lets a request in. Compared as text, since browsers write an origin in one way only;
 * `null`, which any sandboxed frame sends, stands in no list.
 * @param origins empty: any
 */
export function isOriginAllowed(origins: readonly string[], from: RequestOrigin): boolean {
  if (origins.length === 0 || from.kind === 'same') return true;
  return from.kind === 'cross' && origins.includes(from.origin);
}
