import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chosenEngines } from '../../scripts/test-engines.ts';

describe('chosenEngines', () => {
  it('are all, unless some are named', () => {
    assert.deepEqual(chosenEngines(undefined), ['chromium', 'firefox', 'webkit']);
    assert.deepEqual(chosenEngines('webkit, chromium'), ['chromium', 'webkit']);
  });

  for (const junk of ['', 'safari', 'chromium,', 'constructor'])
    it(`refuses "${junk}", so that no engine is left out by a slip`, () => {
      assert.throws(() => chosenEngines(junk), /write one or more of chromium,firefox,webkit/);
    });
});
