import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { frameSandbox, frameUrl, pageAt, type FramePage } from '../../src/client/frame-page.ts';

const store: FramePage = {
  url: 'https://widgets.example.com/store-widget/abc?x=a%20b#part',
  origin: 'https://widgets.example.com',
  name: null,
  isNamed: true,
  widgetId: 'abc',
};

describe('pageAt', () => {
  for (const url of [
    'https://example.com/page?x=1#here',
    'http://localhost:4400/page',
    'http://127.0.0.1/page',
    'http://[::1]:8080/',
  ]) {
    it(`takes ${url}`, () => {
      const { hostname: name, origin } = new URL(url);
      assert.deepEqual(pageAt(url), { url, origin, name, isNamed: false });
    });
  }

  for (const url of [
    null,
    '',
    'page.html',
    '//example.com',
    'http://example.com/',
    'http://localhost.example.com/',
    'http://localhost@example.com/',
    'https://user:secret@example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://example.com/5c0e9f0e',
    'about:blank',
    'ftp://localhost/',
    `https://example.com/${'x'.repeat(2048)}`,
  ]) {
    it(`refuses ${String(url).slice(0, 60)}`, () => {
      assert.equal(pageAt(url), undefined);
    });
  }
});

describe('frameUrl', () => {
  it('tells a widget of the platform the scheme, in place of any other, and keeps the rest', () => {
    assert.equal(frameUrl(store, 'dark'), 'https://widgets.example.com/store-widget/abc?x=a+b&color=dark#part');
    assert.equal(
      frameUrl({ ...store, url: 'https://widgets.example.com/s?color=light&color=light' }, 'dark'),
      'https://widgets.example.com/s?color=dark',
    );
  });

  it('leaves every other page as it is', () => {
    const { widgetId, ...page } = store;
    assert.equal(widgetId, 'abc');
    assert.equal(frameUrl(page, 'dark'), store.url);
  });
});

describe('frameSandbox', () => {
  it('lets a page be its own origin, unless that is the origin of the page around it', () => {
    assert.match(frameSandbox(store, 'https://example.com'), / allow-same-origin$/);
    assert.doesNotMatch(frameSandbox(store, store.origin), /allow-same-origin/);
    assert.match(frameSandbox(store, store.origin), /^allow-scripts /);
  });
});
