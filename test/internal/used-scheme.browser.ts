import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { tokens } from '../../src/internal/tokens.ts';
import { usedScheme } from '../../src/internal/used-scheme.ts';

class ThemedThing extends LitElement {
  static override styles = tokens;
}
customElements.define('themed-thing', ThemedThing);

describe('usedScheme', () => {
  const thing = html`<themed-thing></themed-thing>`;

  for (const scheme of ['light', 'dark'] as const) {
    it(`is what the color-scheme around it says: ${scheme}`, async () => {
      const page = await fixture(html`<div style="color-scheme: ${scheme}">${thing}</div>`);
      expect(usedScheme(page.querySelector('themed-thing')!)).to.equal(scheme); // always there
    });

    it(`is what the page's meta element says: ${scheme}`, async () => {
      const meta = Object.assign(document.createElement('meta'), { name: 'color-scheme', content: scheme });
      document.head.append(meta);
      try {
        expect(usedScheme(await fixture(thing))).to.equal(scheme);
      } finally {
        meta.remove();
      }
    });
  }

  it('is light where nobody says anything', async () => {
    expect(usedScheme(await fixture(thing))).to.equal('light');
  });

  it('is known before the first rendering', async () => {
    const page = await fixture<HTMLElement>(html`<div style="color-scheme: dark"></div>`);
    const element = document.createElement('themed-thing');
    page.append(element);
    expect(usedScheme(element)).to.equal('dark');
  });
});
