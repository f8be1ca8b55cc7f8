/** What can go wrong, in words a page can act on. Stable: codes are added, never renamed. */
export const errorCodes = [
  'not-configured',
  'unknown-community',
  'unknown-board',
  'unknown-channel',
  'origin-not-allowed',
  'unknown-member',
  'token-required',
  'token-expired',
  'token-invalid',
  'rate-limited',
  'offline',
  'timeout',
  'malformed',
  'version-mismatch',
  'csp-blocked',
  'frame-silent',
  'frame-failed',
  'no-frame',
  'server',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

const retryableCodes: readonly ErrorCode[] = ['rate-limited', 'offline', 'timeout', 'malformed', 'server'];

export interface WidgetErrorOptions extends ErrorOptions {
  readonly retryAfterMs?: number | undefined;
}

/** The one kind of error the client throws, except a caller's own abort. */
export class WidgetError extends Error {
  override readonly name = 'WidgetError';
  readonly code: ErrorCode;
  /** Whether the same request can succeed later without anyone changing something. */
  readonly retryable: boolean;
  /** How long the server asked to be left alone; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;

  /** One of another copy of this package counts: what throws it, a token session for instance, is shared. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'WidgetError';
  }

  constructor(code: ErrorCode, message: string, options: WidgetErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryable = retryableCodes.includes(code);
    this.retryAfterMs = options.retryAfterMs;
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}

/** Signing in may mend it. */
export function isAboutToken({ code }: WidgetError): boolean {
  return code.startsWith('token-');
}
