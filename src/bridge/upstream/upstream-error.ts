/** Why a platform's API gave no answer to use. */
export const upstreamErrorCodes = [
  'upstream-unreachable',
  'upstream-timeout',
  'upstream-unavailable',
  'upstream-rate-limited',
  'upstream-busy',
  'upstream-unauthorised',
  'upstream-not-found',
  'upstream-refused',
  'upstream-malformed',
  'upstream-too-large',
  'upstream-closed',
] as const;

export type UpstreamErrorCode = (typeof upstreamErrorCodes)[number];

export interface UpstreamErrorDetails {
  /** How long to leave the platform alone, where it or the budget says so. */
  readonly retryAfterMs?: number | undefined;
  /** The platform did nothing with the request, so that even a post can be sent again. */
  readonly wasNotCarriedOut?: boolean;
  readonly cause?: unknown;
}

const retryable: readonly UpstreamErrorCode[] = [
  'upstream-unreachable',
  'upstream-timeout',
  'upstream-unavailable',
  'upstream-rate-limited',
];

/** A platform's API gave no answer to use. Says which request, and never what was in it or in the answer. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly code: UpstreamErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly wasNotCarriedOut: boolean;

  constructor(code: UpstreamErrorCode, message: string, details: UpstreamErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.retryAfterMs = details.retryAfterMs;
    this.wasNotCarriedOut = details.wasNotCarriedOut ?? false;
  }

  /** Whether the same request may do better a little later. */
  get isRetryable(): boolean {
    return retryable.includes(this.code);
  }
}

/** The platform understood, and said no, in an answer whose status says otherwise. */
export function refused(name: string, what: string): UpstreamError {
  return new UpstreamError('upstream-refused', `${name} answered "${what}", and says it did not succeed.`);
}

/** For `catch`: what is not there is undefined, and no failure. */
export function undefinedWhenNotFound(error: unknown): undefined {
  if (error instanceof UpstreamError && error.code === 'upstream-not-found') return undefined;
  throw error;
}
