import '../support/browser-console.ts';
import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import { avatarView } from '../../src/internal/avatar-view.ts';
import { until } from '../support/browser-page.ts';

const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

function member(name: string, fields: { id?: string; avatar?: string | null } = {}) {
  return { id: name, name, avatar: null, ...fields };
}

async function render(...members: Parameters<typeof avatarView>[0][]): Promise<HTMLElement[]> {
  const page = await fixture<HTMLElement>(html`<p>${members.map((each) => avatarView(each))}</p>`);
  return [...page.querySelectorAll<HTMLElement>('[part="avatar"]')];
}

describe('avatarView', () => {
  for (const [name, initials] of [
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['  Maria de la Cruz ', 'MC'],
    ['👩‍🚀 Sally Ride', 'SR'],
    ['Kim 🚀', 'K'],
    ['🔥Kim (the second) Lee!', 'KL'],
    ['愛 子', '愛子'],
    ['R2 D2 – 3PO', 'R3'],
    ['🚀 🦊', '🚀'],
    ['李小龍', '李'],
    ['محمد صلاح', 'مص'],
    ['🇩🇪', '🇩🇪'],
    ['ßeta', 'SS'],
    ['.', '.'],
  ] as const) {
    it(`shows ${initials} for "${name}"`, async () => {
      const [avatar] = await render(member(name));
      expect(avatar?.textContent).to.equal(initials);
      expect(avatar?.ariaHidden).to.equal('true');
    });
  }

  it('has the same color for the same member, under any name, and several for several', async () => {
    const [a, b] = await render(member('Ada', { id: 'm1' }), member('Ada Lovelace', { id: 'm1' }));
    expect(a?.className).to.equal(b?.className);
    const many = await render(...Array.from({ length: 50 }, (_, index) => member('M', { id: `member-${index}` })));
    const hues = new Set(many.map(({ className }) => className));
    expect(hues.size).to.equal(6);
    expect([...hues].every((hue) => /^hue-[0-5]$/.test(hue))).to.equal(true);
  });

  it('shows the picture over the initials, late, and without telling where', async () => {
    const [avatar] = await render(member('Ada', { avatar: pixel }));
    const image = avatar?.querySelector('img');
    expect([image?.alt, image?.loading, image?.referrerPolicy]).to.deep.equal(['', 'lazy', 'no-referrer']);
    await until(() => image?.complete === true);
    expect(image?.className).to.equal('');
  });

  it('shows the initials where the picture is broken, and the next picture where that is not', async () => {
    const page = await fixture<HTMLElement>(html`<p>${avatarView(member('Ada', { avatar: 'data:image/gif,no' }))}</p>`);
    const image = page.querySelector('img');
    await until(() => image?.classList.contains('broken') === true);
    expect(page.textContent).to.contain('A');
    image?.setAttribute('src', pixel);
    await until(() => !image?.classList.contains('broken'));
  });
});
