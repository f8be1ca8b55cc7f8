import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { framePages } from '../../../demo/platform/frame-page.ts';

describe('the stand-in platform’s hosted widgets', () => {
  for (const widget of ['channel', 'store', 'milestone', 'social', 'currency-overview']) {
    it(`are pages that speak to who frames them: ${widget}`, async () => {
      const response = await framePages().request(`/${widget}-widget/65f1c0a2b3d4e5f60718293a`);
      assert.equal(response.status, 200);
      const page = await response.text();
      for (const word of ['WIDGET_READY', 'WIDGET_HEIGHT_UPDATE', 'RETURNINGAI_WIDGET_REQUEST_TOKEN'])
        assert.ok(page.includes(word), word);
    });
  }

  it('have the colours that are asked for, and else those of the system', async () => {
    const schemeOf = async (query: string) => {
      const page = await (await framePages().request(`/store-widget/abc${query}`)).text();
      return /name="color-scheme" content="([^"]*)"/.exec(page)?.[1];
    };
    assert.equal(await schemeOf('?color=dark'), 'dark');
    assert.equal(await schemeOf('?color="><script>'), 'light dark');
    assert.equal(await schemeOf(''), 'light dark');
  });

  it('are no others', async () => {
    for (const path of ['/unknown-widget/abc', '/store-widget/a.b', `/store-widget/${'x'.repeat(65)}`, '/store-widget'])
      assert.equal((await framePages().request(path)).status, 404, path);
  });
});
