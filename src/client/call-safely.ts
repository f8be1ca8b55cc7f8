/** Calls a listener whose failure must not break the others: the error is reported as if nobody had caught it. */
export function callSafely(call: () => void): void {
  try {
    call();
  } catch (error) {
    reportError(error);
  }
}
