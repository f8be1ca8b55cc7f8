import { StoreUnavailableError } from './store.ts';

/** @throws {StoreUnavailableError} when it is SQLite that failed */
export function guarded<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    throw new StoreUnavailableError('The database did not answer: see the cause, then try again.', { cause: error });
  }
}

// The second: the database is closed.
function isSqliteError(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ERR_SQLITE_ERROR', 'ERR_INVALID_STATE'].includes(String(error.code))
  );
}
