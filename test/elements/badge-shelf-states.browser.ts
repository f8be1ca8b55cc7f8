import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import type { Theme } from '../../src/controllers/theme.ts';
import { idsOf, kind, mountReadyShelf, mountShelf, shelf, shelfPath, writer } from '../support/browser-badge-shelf.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';

describe('<returning-badge-shelf> in each state', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(shelfPath, shelf());
  });

  afterEach(() => bridge.end());

  for (const theme of ['light', 'dark'] satisfies Theme[]) {
    describe(`accessibility, ${theme}`, () => {
      it('is accessible when ready', async () => {
        await expect(await mountReadyShelf(bridge, { theme })).to.be.accessible();
      });

      it('is accessible when its badges are buttons', async () => {
        await expect(await mountReadyShelf(bridge, { theme, selectable: true })).to.be.accessible();
      });

      it('is accessible as one row', async () => {
        await expect(await mountReadyShelf(bridge, { theme, layout: 'row' })).to.be.accessible();
      });

      it('is accessible while loading', async () => {
        await bridge.hold(shelfPath);
        await expect(await mountShelf(bridge, { theme })).to.be.accessible();
      });

      it('is accessible when empty', async () => {
        await bridge.answer(shelfPath, shelf([]));
        await expect(await mountReadyShelf(bridge, { theme })).to.be.accessible();
      });

      it('is accessible in an error', async () => {
        await bridge.refuse(shelfPath, 'unknown-member');
        const element = await mountShelf(bridge, { theme });
        await until(() => hasState(element, 'error'));
        await expect(element).to.be.accessible();
      });

      it('is accessible when signed out', async () => {
        await bridge.refuse(shelfPath, 'token-required');
        const element = await mountShelf(bridge, { theme });
        await until(() => hasState(element, 'signed-out'));
        await expect(element).to.be.accessible();
      });

      it('is accessible when not configured', async () => {
        await expect(await mountShelf(bridge, { theme, memberId: null })).to.be.accessible();
      });
    });
  }

  describe('states', () => {
    it('is not configured where no member is named and no token can be had', async () => {
      const element = await mountShelf(bridge, { memberId: null });
      expect(element.status).to.equal('not-configured');
      expect(element.shadowRoot?.textContent).to.contain('Missing: member-id / token-url.');
    });

    it('is signed out where nobody is signed in, and loads again once somebody may be', async () => {
      await bridge.refuse('members/me/badges', 'token-required');
      const element = await mountShelf(bridge, { memberId: null, getToken: () => null });
      await until(() => hasState(element, 'signed-out'));
      await bridge.answer('members/me/badges', shelf());
      part(element, 'retry').click();
      await element.ready;
      expect(idsOf(element).length).to.equal(4);
    });

    it('keeps as many tiles free as badges are expected while loading', async () => {
      await bridge.hold(shelfPath);
      const element = await mountShelf(bridge, { limit: 7 });
      await element.updateComplete;
      expect(hasState(element, 'loading')).to.equal(true);
      expect(element.shadowRoot?.querySelectorAll('.placeholder').length).to.equal(7);
    });

    it('says so when there are no badges', async () => {
      await bridge.answer(shelfPath, shelf([]));
      const element = await mountReadyShelf(bridge);
      expect(hasState(element, 'empty')).to.equal(true);
      expect(part(element, 'empty').textContent.trim()).to.equal('There are no badges here yet.');
      expect(parts(element, 'earned-count').length).to.equal(0);
    });

    it('says so when none is earned, where only those are shown', async () => {
      await bridge.answer(shelfPath, shelf([writer, kind]));
      const element = await mountReadyShelf(bridge, { show: 'earned' });
      expect(part(element, 'empty').textContent.trim()).to.equal('No badges earned yet.');
    });

    it('shows an error and loads again by its button', async () => {
      await bridge.refuse(shelfPath, 'unknown-member');
      const element = await mountShelf(bridge);
      await until(() => hasState(element, 'error'));
      expect(part(element, 'error').textContent).to.contain('This member is not known here.');
      await bridge.answer(shelfPath, shelf());
      part(element, 'retry').click();
      await element.ready;
      expect(element.status).to.equal('ready');
    });
  });
});
