import { expect, fixture, html } from '@open-wc/testing';
import { richTextView, textOf } from '../../src/internal/rich-text-view.ts';
import type { RichText } from '../../src/schemas/rich-text.ts';

const url = 'https://example.invalid/a?b=%22c%22';

describe('richTextView', () => {
  async function render(...body: RichText): Promise<HTMLElement> {
    return fixture<HTMLElement>(html`<p>${richTextView(body, 'someone')}</p>`);
  }

  /** Without the comments that Lit leaves. */
  async function htmlOf(...body: RichText): Promise<string> {
    return (await render(...body)).innerHTML.replaceAll(/<!--.*?-->/g, '');
  }

  it('renders spans by what they mean, inside each other', async () => {
    const strike = { type: 'strike' as const, children: [{ type: 'text' as const, text: 'c' }] };
    const emphasis = { type: 'emphasis' as const, children: [{ type: 'text' as const, text: 'b' }, strike] };
    const strong = { type: 'strong' as const, children: [{ type: 'text' as const, text: 'a' }, emphasis] };
    expect(await htmlOf(strong)).to.equal('<strong>a<em>b<s>c</s></em></strong>');
  });

  it('renders text, emoji, line breaks and code', async () => {
    const body: RichText = [
      { type: 'text', text: 'a' },
      { type: 'emoji', text: '🎉' },
      { type: 'break' },
      { type: 'code', text: 'b' },
      { type: 'code', text: 'c\n  d' },
    ];
    const code = '<code dir="ltr">b</code><code dir="ltr" class="block">c\n  d</code>';
    expect(await htmlOf(...body)).to.equal(`a🎉<br>${code}`);
  });

  it('renders names of members, and someone for those without', async () => {
    const [named, unnamed] = (await render({ type: 'mention', name: 'Ada' }, { type: 'mention', name: null })).children;
    expect([named?.localName, named?.part.value]).to.deep.equal(['bdi', 'mention']);
    expect([named?.textContent, unnamed?.textContent]).to.deep.equal(['@Ada', '@someone']);
  });

  it('renders links that give nothing away, by their address where they say nothing', async () => {
    const link = (await render({ type: 'link', url, text: 'b' })).querySelector('a');
    expect([link?.href, link?.textContent, link?.rel, link?.target]).to.deep.equal([
      url,
      'b',
      'noopener noreferrer',
      '_blank',
    ]);
    expect((await render({ type: 'link', url, text: '' })).textContent).to.equal(url);
  });

  it('renders images late, over a link that says what they show, and without telling where', async () => {
    const link = (await render({ type: 'image', url: 'https://localhost:1/a.png', text: 'a cat' })).querySelector('a');
    expect([link?.href, link?.textContent, link?.rel]).to.deep.equal([
      'https://localhost:1/a.png',
      'a cat',
      'noopener noreferrer',
    ]);
    const image = link?.querySelector('img');
    expect([image?.src, image?.alt, image?.loading, image?.referrerPolicy]).to.deep.equal([
      'https://localhost:1/a.png',
      '',
      'lazy',
      'no-referrer',
    ]);
  });

  it('renders markup as the text it is, wherever it stands', async () => {
    const text = '<img src=x onerror="alert(1)"><script>alert(2)</script>" onload="alert(3)';
    const element = await render(
      { type: 'text', text },
      { type: 'emoji', text },
      { type: 'code', text },
      { type: 'mention', name: text },
      { type: 'link', url, text },
      { type: 'image', url: 'https://localhost:1/a.png', text },
    );
    expect(element.querySelectorAll('script, [onerror], [onload], [style]').length).to.equal(0);
    expect(element.querySelectorAll('img').length).to.equal(1);
    expect(element.textContent).to.equal(`${text}${text}${text}@${text}${text}${text}`);
  });

  it('tells what a body says without its form', () => {
    const strong = { type: 'strong' as const, children: [{ type: 'text' as const, text: 'b' }] };
    const body: RichText = [{ type: 'text', text: 'a' }, { type: 'break' }, strong, { type: 'mention', name: 'Ada' }];
    expect(textOf(body)).to.equal('a b@Ada');
  });
});
