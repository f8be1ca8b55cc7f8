import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageConnection } from '../../src/client/page-connection.ts';

describe('pageConnection', () => {
  it('is one for each address and community', async () => {
    const connection = await pageConnection({ apiUrl: 'https://bridge.test', communityId: 'c1' });
    assert.equal(await pageConnection({ apiUrl: 'https://bridge.test/', communityId: 'c1' }), connection);
    assert.notEqual(await pageConnection({ apiUrl: 'https://bridge.test', communityId: 'c2' }), connection);
    assert.notEqual(await pageConnection({ apiUrl: 'https://other.test', communityId: 'c1' }), connection);
  });

  it('starts nothing before someone subscribes', async () => {
    const connection = await pageConnection({ apiUrl: 'https://bridge.test', communityId: 'c1' });
    assert.equal(connection.state, 'off');
  });
});
