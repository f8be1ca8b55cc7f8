import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { framePage } from '../support/browser-frame.ts';
import { Ledger } from '../support/browser-ledger.ts';
import { hasState, part, until } from '../support/browser-page.ts';
import {
  answerWidget,
  createWidget,
  isSettled,
  mountWidget,
  widgetKinds,
  type Widget,
} from '../support/browser-widgets.ts';

let tags = 0;

for (const kind of widgetKinds) {
  describe(`<${kind.tag}> behaves`, () => {
    let bridge: ScriptedBridge;

    beforeEach(async () => {
      bridge = new ScriptedBridge();
      await answerWidget(kind, bridge);
    });

    afterEach(() => bridge.end());

    /** How often its data was loaded. */
    async function loads(): Promise<number> {
      return (await bridge.requests()).filter((path) => path.startsWith(kind.snapshot?.path ?? '/')).length;
    }

    it('does nothing when it is made', () => {
      const ledger = new Ledger();
      const element = document.createElement(kind.tag);
      ledger.close();
      expect(ledger.entries).to.deep.equal([]);
      expect([element.attributes.length, element.childNodes.length, element.shadowRoot]).to.deep.equal([0, 0, null]);
    });

    it('takes properties that were set before it was defined', async () => {
      const tag = `early-widget-${(tags += 1)}`;
      const place = await fixture<HTMLDivElement>(html`<div></div>`);
      const element = document.createElement(tag) as Widget;
      for (const [name, value] of Object.entries(kind.attributes)) element.setAttribute(name, value);
      Object.assign(element, { apiUrl: bridge.apiUrl, communityId: bridge.communityId, headingLevel: 2, limit: 3 });
      place.append(element);
      kind.define(tag);
      await element.ready;
      expect(element.status).to.equal('ready');
      expect(part(element, 'title').ariaLevel).to.equal('2');
      if ('limit' in element) expect(element.limit).to.equal(3);
    });

    it('leaves its looks to sheets and scripts, as a strict content security policy wants it', async () => {
      const element = await mountWidget(kind, bridge);
      await until(() => isSettled(kind, element));
      expect([...element.shadowRoot!.querySelectorAll('[style]:not([part="base"])')]).to.deep.equal([]);
      expect(element.hasAttribute('style')).to.equal(false);
    });

    it('goes on when it is moved', async () => {
      const element = await mountWidget(kind, bridge);
      const elsewhere = await fixture<HTMLDivElement>(html`<div></div>`);
      elsewhere.append(element);
      await until(() => isSettled(kind, element));
      expect(element.status).to.equal('ready');
      expect(await loads()).to.equal(kind.snapshot ? 1 : 0);
    });

    it('goes on when it is removed and put back', async () => {
      const element = await mountWidget(kind, bridge);
      const parent = element.parentElement;
      await until(() => isSettled(kind, element));
      element.remove();
      await element.updateComplete;
      expect(hasState(element, 'live')).to.equal(false);
      parent?.append(element);
      await until(() => isSettled(kind, element));
      expect(await loads()).to.equal(kind.snapshot ? 1 : 0);
    });

    it('is another one when it is cloned', async () => {
      const element = await mountWidget(kind, bridge);
      const clone = element.cloneNode(true) as Widget;
      expect(clone.data).to.equal(undefined);
      element.after(clone);
      await clone.ready;
      expect(clone.data).to.deep.equal(element.data);
      element.remove();
      await until(() => isSettled(kind, clone));
    });

    it('looks and works as before when another document adopts it, and when it comes home', async () => {
      const element = await mountWidget(kind, bridge);
      const home = element.parentElement;
      const { document: other } = await framePage('');
      for (const place of [other.body, home]) {
        place?.append(element);
        await until(() => isSettled(kind, element));
        await element.refresh();
        await until(() => isSettled(kind, element));
        const style = element.ownerDocument.defaultView?.getComputedStyle(part(element, 'base'));
        expect([style?.borderTopStyle, style?.overflow]).to.deep.equal(['solid', 'hidden']);
      }
    });

    it('leaves nothing behind after a hundred rounds', async function () {
      this.timeout(20_000);
      const place = await fixture<HTMLDivElement>(html`<div></div>`);
      const ledger = new Ledger();
      const element = createWidget(kind, bridge);
      place.append(element);
      await until(() => isSettled(kind, element));
      for (let round = 0; round < 100; round += 1) {
        element.remove();
        place.append(element);
        if (round % 10 === 0) await element.updateComplete;
      }
      const streams = kind.snapshot ? 1 : 0;
      const requests = (): number => ledger.entries.filter((entry) => entry.startsWith('fetch')).length;
      await until(() => isSettled(kind, element) && requests() === streams);
      element.remove();
      // The stream stays a few seconds, in case it is put back.
      await until(() => ledger.entries.length === 0);
      ledger.close();
    });

    it('does nothing in a page that never shows it', async () => {
      const ledger = new Ledger();
      const element = createWidget(kind, bridge);
      element.start();
      await Promise.resolve();
      ledger.close();
      expect(ledger.entries).to.deep.equal([]);
      expect(await loads()).to.equal(0);
    });
  });
}
