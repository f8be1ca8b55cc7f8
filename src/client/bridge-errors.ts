import { decode, DecodeError, problem, type Problem } from '../schemas/index.ts';
import { isErrorCode, WidgetError, type ErrorCode } from './errors.ts';

/**
 * The error an answer other than 200 stands for: by its problem's `code`, else by its status.
 * @param path what was asked for, for whoever reads the error
 */
export async function errorOfAnswer(response: Response, path: string): Promise<WidgetError> {
  const told = await readProblem(response);
  const code = told && isErrorCode(told.code) ? told.code : codeOfStatus(response.status);
  const reason = told?.detail ?? told?.title ?? 'no reason was given';
  return new WidgetError(code, `The bridge answered ${response.status} for ${path}: ${reason}`, {
    retryAfterMs: readRetryAfter(response),
  });
}

/** The error a failed request stands for: what came could not be read, or nothing came. */
export function errorOfFailure(error: unknown): WidgetError {
  if (error instanceof WidgetError) return error;
  if (error instanceof DecodeError || error instanceof SyntaxError) {
    return new WidgetError('malformed', `The bridge's answer could not be read: ${error.message}`, { cause: error });
  }
  if (globalThis.navigator?.onLine === false) {
    return new WidgetError('offline', 'The browser is offline', { cause: error });
  }
  return new WidgetError('server', 'The bridge could not be reached: check api-url, and that this origin is allowed', {
    cause: error,
  });
}

async function readProblem(response: Response): Promise<Problem | undefined> {
  try {
    return decode(problem, await response.json(), 'the problem');
  } catch {
    // A proxy's error page is no problem+json: the status says enough.
    return undefined;
  }
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'token-required';
  if (status === 403) return 'origin-not-allowed';
  if (status === 404) return 'unknown-community';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  // Any other 4xx says that the bridge does not understand this client.
  return status >= 400 && status < 500 ? 'version-mismatch' : 'server';
}

/** RFC 9110, 10.2.3: seconds or a date. */
function readRetryAfter(response: Response): number | undefined {
  const value = response.headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
