import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import { startLoader } from '../../src/elements/loader.ts';

describe('startLoader', () => {
  it('defines the tags that a page uses, as they appear, and no others', async () => {
    const page = await fixture(html`<main><returning-leaderboard></returning-leaderboard></main>`);
    const stop = startLoader(page);
    await customElements.whenDefined('returning-leaderboard');
    expect(customElements.get('returning-message-feed')).to.equal(undefined);

    const later = document.createElement('section');
    later.append(document.createElement('returning-message-feed'));
    page.append(later);
    await customElements.whenDefined('returning-message-feed');
    expect(customElements.get('returning-badge-shelf')).to.equal(undefined);

    page.append(document.createElement('returning-badge-shelf'));
    await customElements.whenDefined('returning-badge-shelf');
    expect(customElements.get('returning-channel')).to.equal(undefined);

    page.append(document.createElement('returning-channel'));
    await customElements.whenDefined('returning-channel');
    stop();
  });
});
