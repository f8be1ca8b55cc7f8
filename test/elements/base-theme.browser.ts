import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/elements/leaderboard/define.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { part, until } from '../support/browser-page.ts';

const board = html`<returning-leaderboard></returning-leaderboard>`;

function themeOf(element: Element): 'light' | 'dark' | undefined {
  const color = getComputedStyle(part(element, 'base')).backgroundColor;
  return color === 'rgb(255, 255, 255)' ? 'light' : color === 'rgb(22, 24, 29)' ? 'dark' : undefined;
}

async function mount(page: TemplateResult): Promise<{ page: HTMLElement; element: ReturningLeaderboard }> {
  const root = await fixture<HTMLElement>(page);
  const element = root.querySelector('returning-leaderboard') ?? (root as ReturningLeaderboard);
  await element.updateComplete;
  return { page: root, element };
}

describe('the theme of a widget', () => {
  it('is light where nobody says anything, whatever the operating system prefers', async () => {
    expect(themeOf((await mount(board)).element)).to.equal('light');
  });

  for (const theme of ['light', 'dark'] as const) {
    const other = theme === 'light' ? 'dark' : 'light';
    const pages: Record<string, TemplateResult> = {
      'its own attribute': html`<div class=${other}>
        <returning-leaderboard theme=${theme}></returning-leaderboard>
      </div>`,
      'data-theme around it': html`<div data-theme=${theme}>${board}</div>`,
      'data-bs-theme around it': html`<div data-bs-theme=${theme}><p>${board}</p></div>`,
      'a class around it': html`<div class="page ${theme}">${board}</div>`,
      'the nearest of several': html`<div data-theme=${other}><div class=${theme}>${board}</div></div>`,
      'an attribute before a class': html`<div class=${other} data-theme=${theme}>${board}</div>`,
      'the color-scheme of the page': html`<div style="color-scheme: ${theme}">${board}</div>`,
      'the color-scheme, where a mark is no theme': html`<div data-theme="acid" style="color-scheme: ${theme}">
        ${board}
      </div>`,
    };
    for (const [where, page] of Object.entries(pages)) {
      it(`is ${theme} by ${where}`, async () => {
        expect(themeOf((await mount(page)).element)).to.equal(theme);
      });
    }
  }

  it('follows a page that changes', async () => {
    const { page, element } = await mount(html`<div><p>${board}</p></div>`);
    page.dataset['theme'] = 'dark';
    await until(() => themeOf(element) === 'dark');
    delete page.dataset['theme'];
    await until(() => themeOf(element) === 'light');
    page.className = 'dark';
    await until(() => themeOf(element) === 'dark');
    page.className = '';
    page.style.colorScheme = 'dark';
    await until(() => themeOf(element) === 'dark');
  });

  it('follows the root of the document', async () => {
    const { element } = await mount(board);
    document.documentElement.classList.add('dark');
    await until(() => themeOf(element) === 'dark');
    document.documentElement.classList.remove('dark');
    await until(() => themeOf(element) === 'light');
  });

  it('is found, and followed, through shadow roots and slots', async () => {
    const page = await fixture<HTMLElement>(html`<div><span></span></div>`);
    const wrapper = document.createElement('div');
    const inner = document.createElement('section');
    inner.className = 'dark';
    inner.append(document.createElement('slot'));
    page.attachShadow({ mode: 'open' }).append(inner);
    page.append(wrapper);
    const element = document.createElement('returning-leaderboard');
    wrapper.attachShadow({ mode: 'open' }).append(element);
    await element.updateComplete;
    expect(themeOf(element)).to.equal('dark');
    inner.className = '';
    await until(() => themeOf(element) === 'light');
    page.dataset['theme'] = 'dark';
    await until(() => themeOf(element) === 'dark');
  });

  it('is that of its new place when it is moved', async () => {
    const { element } = await mount(html`<div class="dark">${board}</div>`);
    const { page } = await mount(html`<div class="light"><i>${board}</i></div>`);
    page.append(element);
    await until(() => themeOf(element) === 'light');
    page.className = 'dark';
    await until(() => themeOf(element) === 'dark');
  });
});
