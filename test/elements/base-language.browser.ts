import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import { configure } from '../../src/client/settings.ts';
import '../../src/elements/leaderboard/define.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { languages } from '../../src/internal/strings/languages.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountBoard, mountReadyBoard, topThree } from '../support/browser-leaderboard.ts';
import { part, until } from '../support/browser-page.ts';
import { board } from '../support/browser-samples.ts';

const path = 'leaderboards/top';

function textOf(element: Element): string {
  return (element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

function loadedLanguages(): string[] {
  const files = performance.getEntriesByType('resource').map(({ name }) => /\/strings\/(ar|de)\.ts$/.exec(name)?.[1]);
  return files.filter((name) => name !== undefined);
}

describe('the language of a widget', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(path, board(topThree));
  });

  afterEach(async () => {
    configure({ strings: undefined });
    await bridge.end();
  });

  it('is loaded only when it is used, and nothing is said in English meanwhile', async () => {
    const english = await mountReadyBoard(bridge);
    expect(part(english, 'base').lang).to.equal('en');
    expect(loadedLanguages()).to.deep.equal([]);
    const said = new Set<string>();
    const heard = new Set<unknown>();
    const element = document.createElement('returning-leaderboard');
    Object.assign(element, { locale: 'ar', board: 'top', apiUrl: bridge.apiUrl, communityId: bridge.communityId });
    element.addEventListener('returning-data', () => heard.add(textOf(element)));
    english.after(element);
    await element.updateComplete;
    new MutationObserver(() => said.add(textOf(element))).observe(element.shadowRoot ?? element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    said.add(textOf(element));
    expect([part(element, 'base').ariaLabel?.trim(), part(element, 'title').offsetHeight > 10]).to.deep.equal([
      '',
      true,
    ]);
    await element.ready;
    expect(loadedLanguages()).to.deep.equal(['ar']);
    expect([...said].filter((text) => /Loading|Rank|Leaderboard|Connect|Live/.test(text))).to.deep.equal([]);
    expect([...heard].every((text) => String(text).includes('Ada'))).to.equal(true);
    const { lang, dir } = part(element, 'base');
    expect([lang, dir, getComputedStyle(part(element, 'title')).direction]).to.deep.equal(['ar', 'rtl', 'rtl']);
  });

  it('is the nearest around it, also when that changes', async () => {
    const element = await mountReadyBoard(bridge);
    const place = await fixture<HTMLElement>(html`<div lang="de"></div>`);
    place.append(element);
    await until(() => part(element, 'base').lang === 'de');
    place.lang = 'ar-EG';
    await until(() => part(element, 'base').lang === 'ar');
    expect(part(element, 'base').dir).to.equal('rtl');
    element.locale = 'en-GB';
    await until(() => part(element, 'base').lang === 'en');
    expect(part(element, 'base').dir).to.equal('ltr');
  });

  for (const junk of ['', 'no language', '123456789012']) {
    it(`is as if nothing was said for locale="${junk}"`, async () => {
      const element = await mountReadyBoard(bridge);
      element.setAttribute('locale', junk);
      await element.updateComplete;
      expect(part(element, 'base').lang).to.equal('en');
    });
  }

  it('is English where it can’t be loaded, which is told once', async () => {
    Object.assign(languages, { eo: () => Promise.reject(new Error('blocked')) });
    const place = await fixture<HTMLElement>(html`<div lang="eo"></div>`);
    place.append(await mountReadyBoard(bridge), await mountReadyBoard(bridge));
    const widgets = [...place.querySelectorAll('returning-leaderboard')];
    await until(() => widgets.every((widget) => part(widget, 'base').lang === 'en' && textOf(widget).includes('Rank')));
    Reflect.deleteProperty(languages, 'eo');
  });

  describe('in the page’s own words', () => {
    const mountEmpty = async (): Promise<ReturningLeaderboard> => {
      await bridge.answer(path, board([]));
      return mountReadyBoard(bridge);
    };

    it('says those, from then on, and its own where the page has none', async () => {
      const element = await mountEmpty();
      configure({ strings: { en: { emptyLeaderboard: 'Be the first!' } } });
      await element.updateComplete;
      expect(part(element, 'empty').textContent.trim()).to.equal('Be the first!');
      expect(textOf(element)).to.contain('All time');
    });

    it('keeps the other sentences of a list of which one is changed', async () => {
      configure({ strings: { en: { errors: { server: 'Try tomorrow.' } } } });
      await bridge.refuse(path, 'unknown-board');
      const element = await mountBoard(bridge);
      await until(() => element.status === 'error');
      expect(part(element, 'error').textContent).to.contain('This leaderboard does not exist.');
      await bridge.refuse(path, 'server');
      await element.refresh();
      await element.updateComplete;
      expect(part(element, 'error').textContent).to.contain('Try tomorrow.');
    });

    it('says the page’s English where it speaks English for want of the language', async () => {
      configure({ strings: { en: { emptyLeaderboard: 'Be the first!' } } });
      const element = await mountEmpty();
      element.locale = 'tlh';
      await element.updateComplete;
      expect(part(element, 'empty').textContent.trim()).to.equal('Be the first!');
    });

    it('speaks a language that only the page has', async () => {
      configure({ strings: { fr: { language: 'fr', emptyLeaderboard: 'Personne pour le moment.' } } });
      const element = await mountEmpty();
      element.locale = 'fr-CA';
      await element.updateComplete;
      expect(part(element, 'empty').textContent.trim()).to.equal('Personne pour le moment.');
      expect(part(element, 'base').lang).to.equal('fr');
    });
  });
});
