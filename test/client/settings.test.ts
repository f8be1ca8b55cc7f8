import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { configure, settings, watchSettings } from '../../src/client/settings.ts';

afterEach(() => configure({ apiUrl: undefined, communityId: undefined }));

describe('configure', () => {
  it('changes what it names and keeps the rest', () => {
    configure({ apiUrl: 'https://bridge.test' });
    configure({ communityId: 'c1' });
    assert.deepEqual(settings(), { apiUrl: 'https://bridge.test', communityId: 'c1' });
    configure({ apiUrl: undefined });
    assert.equal(settings().apiUrl, undefined);
  });

  it('tells who watches, until they stop', () => {
    const told: (string | undefined)[] = [];
    const watch = () => watchSettings(() => told.push(settings().communityId));
    const [stopFirst, stopSecond] = [watch(), watch()];
    configure({ communityId: 'c1' });
    stopFirst();
    configure({ communityId: 'c2' });
    stopSecond();
    configure({ communityId: 'c3' });
    assert.deepEqual(told, ['c1', 'c1', 'c2']);
  });

  it('is shared by all copies of the package on a page', async () => {
    const copy = (await import(`${import.meta.resolve('../../src/client/page-state.ts')}?copy`)) as {
      pageState: () => { settings: unknown };
    };
    configure({ communityId: 'shared' });
    assert.deepEqual(copy.pageState().settings, settings());
  });
});
