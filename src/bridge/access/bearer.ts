/** RFC 6750, 2.1; longer than any token made here. */
const bearer = /^Bearer +([A-Za-z0-9._~+/=-]{1,4096}) *$/i;

/**
 * The token of an `Authorization` header. Other schemes are not ours: a proxy before the bridge may ask for them.
 * @returns undefined when there is none, '' for one that can't be any
 */
export function readBearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined || !/^Bearer\b/i.test(authorization)) return undefined;
  return bearer.exec(authorization)?.[1] ?? '';
}

/** What tokens are called in the addresses of others. */
const tokenNames = new Set([
  'token',
  'access_token',
  'accesstoken',
  'embed_token',
  'embedtoken',
  'jwt',
  'authorization',
]);

const tokenShape = /^(?:Bearer\s+)?ey[\w-]+\.[\w-]+\.[\w-]*$/i;

/** Whether a query holds a token. Addresses end up in logs and histories, so none is taken from there. */
export function holdsToken(query: Readonly<Record<string, string>>): boolean {
  return Object.entries(query).some(([name, value]) => tokenNames.has(name.toLowerCase()) || tokenShape.test(value));
}
