import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorCodes, isErrorCode, WidgetError } from '../../src/client/errors.ts';

describe('WidgetError', () => {
  it('knows which codes can succeed later without anyone changing something', () => {
    const retryable = errorCodes.filter((code) => new WidgetError(code, '').retryable);
    assert.deepEqual(retryable, ['rate-limited', 'offline', 'timeout', 'malformed', 'server']);
  });

  it('holds its cause, and a time to wait only when one was told', () => {
    const cause = new Error('inside');
    const error = new WidgetError('rate-limited', 'Too many.', { cause, retryAfterMs: 0 });
    assert.deepEqual([error.name, error.cause, error.retryAfterMs], ['WidgetError', cause, 0]);
    assert.equal(new WidgetError('server', '').retryAfterMs, undefined);
  });

  it('tells its codes from other words', () => {
    assert.equal(isErrorCode('offline'), true);
    assert.equal(isErrorCode('toString'), false);
  });
});
