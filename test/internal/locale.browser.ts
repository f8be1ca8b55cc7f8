import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import { localeOf } from '../../src/internal/locale.ts';

describe('localeOf', () => {
  it('is its own locale before all others', async () => {
    const element = await fixture(html`<p lang="fr"></p>`);
    expect(localeOf(element, 'de')).to.equal('de');
  });

  it('is the nearest language around it', async () => {
    const outer = await fixture(html`<div lang="fr"><p></p></div>`);
    expect(localeOf(outer.children[0] ?? outer, null)).to.equal('fr');
  });

  it('is found through shadow roots', async () => {
    const host = await fixture(html`<div lang="pt-BR"></div>`);
    const inner = document.createElement('p');
    host.attachShadow({ mode: 'open' }).append(inner);
    expect(localeOf(inner, null)).to.equal('pt-BR');
  });

  for (const junk of ['', 'no language', 'x', '-']) {
    it(`is not "${junk}"`, async () => {
      const element = await fixture(html`<p lang="fr"></p>`);
      expect(localeOf(element, junk)).to.equal('fr');
      element.setAttribute('lang', junk);
      expect(localeOf(element, null)).to.equal(navigator.language);
    });
  }
});
