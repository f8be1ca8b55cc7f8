import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

describe('the client', () => {
  it('can be imported where there is no page, without effect', async () => {
    // The schemas' library leaves its own marks.
    await import('../../src/schemas/index.ts');
    const before = Reflect.ownKeys(globalThis);
    const { configure, pageConnection } = await import('../../src/client/index.ts');
    assert.deepEqual(Reflect.ownKeys(globalThis), before);
    assert.equal(typeof configure, 'function');
    assert.equal(typeof pageConnection, 'function');
  });
});
