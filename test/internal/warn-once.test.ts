import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { warnOnce } from '../../src/internal/warn-once.ts';

describe('warnOnce', () => {
  it('tells each mistake once, with where to read more', (test) => {
    const warn = test.mock.method(console, 'warn', () => undefined);
    warnOnce('A mistake.');
    warnOnce('A mistake.');
    warnOnce('Another mistake.');
    assert.deepEqual(
      warn.mock.calls.map(({ arguments: [message] }) => message as unknown),
      [
        'returning-widgets: A mistake. See https://www.npmjs.com/package/returning-widgets',
        'returning-widgets: Another mistake. See https://www.npmjs.com/package/returning-widgets',
      ],
    );
  });
});
