import { expect, fixture, html } from '@open-wc/testing';
import { onlyWhere } from './browser-only-where.ts';
import { until } from './browser-page.ts';

describe('this engine', () => {
  it('finds what is inaccessible', async () => {
    const element = await fixture(html`<p style="color: #eee; background: #fff">Pale <img src="data:," /></p>`);
    const complaint = await expect(element)
      .to.be.accessible()
      .then(() => '', String);
    expect(complaint).to.contain('image-alt').and.to.contain('color-contrast');
  });

  it('has the focus, shows the page and speaks English, as the tests take for granted', () => {
    expect([document.hasFocus(), document.visibilityState, navigator.language]).to.deep.equal([
      true,
      'visible',
      'en-US',
    ]);
  });

  const whereShiftsAreTold = onlyWhere(
    PerformanceObserver.supportedEntryTypes.includes('layout-shift'),
    'only Chromium tells of layout shifts',
  );

  whereShiftsAreTold('tells when content moves', async () => {
    const element = await fixture<HTMLElement>(html`<main><p>Moves</p></main>`);
    let shifts = 0;
    const observer = new PerformanceObserver((list) => void (shifts += list.getEntries().length));
    observer.observe({ type: 'layout-shift' });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    element.style.paddingBlockStart = '200px';
    await until(() => shifts > 0);
    observer.disconnect();
  });
});
