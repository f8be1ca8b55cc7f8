import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageConnection } from '../../src/client/page-connection.ts';

describe('pageConnection', () => {
  it('is one for each address and community', () => {
    const connection = pageConnection({ apiUrl: 'https://bridge.test', communityId: 'c1' });
    assert.equal(pageConnection({ apiUrl: 'https://bridge.test/', communityId: 'c1' }), connection);
    assert.notEqual(pageConnection({ apiUrl: 'https://bridge.test', communityId: 'c2' }), connection);
    assert.notEqual(pageConnection({ apiUrl: 'https://other.test', communityId: 'c1' }), connection);
  });

  it('starts nothing before someone subscribes', () => {
    assert.equal(pageConnection({ apiUrl: 'https://bridge.test', communityId: 'c1' }).state, 'off');
  });
});
