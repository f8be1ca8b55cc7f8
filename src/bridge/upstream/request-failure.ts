import { retryAfterMs } from './retry-after.ts';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';

/** Which request failed, as an error may name it. */
export interface RequestName {
  readonly name: string;
  readonly what: string;
}

/** What an answer's status means, whatever its body says. */
export function statusError(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  { name, what, nowMs }: RequestName & { nowMs: number },
): UpstreamError {
  const code = codeOf(status);
  return new UpstreamError(code, `${name} answered "${what}" with status ${status}.${advice[code] ?? ''}`, {
    retryAfterMs: retryAfterMs(headers.get('retry-after'), nowMs),
    wasNotCarriedOut: code === 'upstream-rate-limited',
  });
}

/** `fetch` failed before there was an answer. */
export function networkError(error: unknown, { name, what }: RequestName): UpstreamError {
  // The failure of a connection stands in the cause. Other errors are of what was sent, and quote it: a key, for instance.
  const cause = error instanceof Error ? error.cause : undefined;
  return new UpstreamError('upstream-unreachable', `${name} could not be reached for "${what}".`, {
    wasNotCarriedOut: cause instanceof Error && 'code' in cause && notConnected.includes(String(cause.code)),
    cause,
  });
}

/** The request never left. */
const notConnected = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

const advice: Partial<Record<UpstreamErrorCode, string>> = {
  'upstream-unauthorised': ' Check the key in the configuration, and what it is allowed to do.',
};

function codeOf(status: number): UpstreamErrorCode {
  if (status === 429) return 'upstream-rate-limited';
  if (status === 401 || status === 403) return 'upstream-unauthorised';
  if (status === 404) return 'upstream-not-found';
  if (status === 408) return 'upstream-timeout';
  return status >= 500 ? 'upstream-unavailable' : 'upstream-refused';
}
