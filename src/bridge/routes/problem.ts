import type { Problem } from '../../schemas/problem.ts';

/** Every problem the bridge can answer: its stable code, its status, and what it is called. */
export const problems = {
  'unknown-event': { status: 202, title: 'This event is not known; it was counted and left aside' },
  'event-ignored': { status: 202, title: 'This event changes nothing here; it was counted and left aside' },
  'dead-letter': { status: 202, title: 'The event could not be read; it was put aside to be replayed' },
  'malformed-json': { status: 400, title: 'The body is not acceptable JSON' },
  'malformed-request': { status: 400, title: 'The request does not fit' },
  'decryption-failed': { status: 400, title: 'The encrypted body could not be opened' },
  'encryption-not-configured': { status: 400, title: 'Encrypted bodies are not taken here' },
  'encryption-required': { status: 400, title: 'Only encrypted bodies are taken here' },
  unauthorized: { status: 401, title: 'The request is not authorised' },
  'token-required': { status: 401, title: 'This is for members' },
  'token-expired': { status: 401, title: 'The token has expired' },
  'token-invalid': { status: 401, title: 'The token is not good' },
  'origin-not-allowed': { status: 403, title: 'This is not for pages of that origin' },
  'community-mismatch': { status: 403, title: 'The event belongs to another community' },
  'unknown-community': { status: 404, title: 'There is no such community' },
  'unknown-board': { status: 404, title: 'There is no such board' },
  'unknown-channel': { status: 404, title: 'There is no such channel' },
  'unknown-member': { status: 404, title: 'There is no such member' },
  'unknown-badge': { status: 404, title: 'There is no such badge' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'encoding-refused': { status: 415, title: 'Encoded bodies are not taken' },
  'rate-limited': { status: 429, title: 'That was too much at a time' },
  'too-many-streams': { status: 429, title: 'There are too many streams from there' },
  'format-not-offered': { status: 501, title: 'There is no such format here' },
  'streams-full': { status: 503, title: 'There is no room for another stream' },
  'shutting-down': { status: 503, title: 'The bridge is stopping' },
  'store-unavailable': { status: 503, title: 'The store does not answer' },
  internal: { status: 500, title: 'Something went wrong in the bridge' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** How long a client should wait after a 503. */
const RETRY_AFTER_S = 5;

/**
 * A problem+json answer (RFC 9457).
 * @param detail what happened and what to do; never a secret, nor what was sent
 */
export function problemResponse(code: ProblemCode, detail?: string, headers: Record<string, string> = {}): Response {
  const { status, title } = problems[code];
  const body: Problem = {
    type: `urn:returning-widgets:${code}`,
    title,
    status,
    code,
    ...(detail !== undefined && { detail }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 503 && { 'retry-after': String(RETRY_AFTER_S) }),
      ...headers,
    },
  });
}
