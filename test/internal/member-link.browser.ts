import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import { memberUrl } from '../../src/internal/member-link.ts';

const ada = { id: 'm/1 ?', name: 'Ada & Bob', avatar: null };

describe('memberUrl', () => {
  it('puts id and name into the page’s template, however often and whatever they hold', () => {
    expect(memberUrl('https://example.com/u/{id}?n={name}&again={id}', ada)).to.equal(
      'https://example.com/u/m%2F1%20%3F?n=Ada%20%26%20Bob&again=m%2F1%20%3F',
    );
  });

  it('takes what is relative as an address of the page’s site', () => {
    expect(memberUrl('/u/{id}', { ...ada, id: 'm1' })).to.equal(`${location.origin}/u/m1`);
  });

  it('is nothing without a template', () => {
    expect([memberUrl(null, ada), memberUrl('', ada)]).to.deep.equal([undefined, undefined]);
  });

  for (const template of ['javascript:alert("{id}")', 'data:text/html,{name}', 'https://', 'mailto:{id}@example.com']) {
    it(`is nothing for ${template}`, () => {
      expect(memberUrl(template, ada)).to.equal(undefined);
    });
  }

  it('can’t be made another site by a member’s name', () => {
    const evil = { ...ada, id: '//evil.example/', name: '\\\\evil.example' };
    for (const template of ['/{id}', '/{name}', '{id}', 'https://example.com/{name}']) {
      const url = memberUrl(template, evil);
      expect(url && [location.host, 'example.com']).to.include(url && new URL(url).host);
    }
  });
});
