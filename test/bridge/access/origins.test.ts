import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOriginAllowed, readRequestOrigin } from '../../../src/bridge/access/origins.ts';
import { webOrigin } from '../../../src/schemas/access-config.ts';

const list = ['https://www.example.com', 'http://localhost:4400'];

function isAllowed(origins: readonly string[], headers: Readonly<Record<string, string>>): boolean {
  return isOriginAllowed(
    origins,
    readRequestOrigin((name) => headers[name]),
  );
}

describe('a list of origins', () => {
  const letIn: readonly (readonly [what: string, headers: Record<string, string>])[] = [
    ['a page that stands in it', { origin: 'https://www.example.com' }],
    ['another that stands in it, with its port', { origin: 'http://localhost:4400' }],
    ['a page of the bridge’s own host, which sends no Origin', { 'sec-fetch-site': 'same-origin' }],
  ];
  for (const [what, headers] of letIn) {
    it(`lets in ${what}`, () => assert.ok(isAllowed(list, headers)));
  }

  const attacks: readonly (readonly [what: string, headers: Record<string, string>])[] = [
    ['null, which any sandboxed frame sends', { origin: 'null' }],
    ['null from a frame that its browser calls same-origin', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['another page that claims Sec-Fetch-Site', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['a host that ends alike', { origin: 'https://evilwww.example.com' }],
    ['a host that begins alike', { origin: 'https://www.example.com.evil.example' }],
    ['a subdomain', { origin: 'https://a.www.example.com' }],
    ['the parent domain', { origin: 'https://example.com' }],
    ['another scheme', { origin: 'http://www.example.com' }],
    ['another port', { origin: 'https://www.example.com:8443' }],
    ['no port where one is listed', { origin: 'http://localhost' }],
    ['another case', { origin: 'https://WWW.example.com' }],
    ['a slash at the end', { origin: 'https://www.example.com/' }],
    ['a dot at the end', { origin: 'https://www.example.com.' }],
    ['a user name before the host', { origin: 'https://www.example.com@evil.example' }],
    ['a listed origin and another', { origin: 'https://www.example.com, https://evil.example' }],
    ['a letter that looks alike', { origin: 'https://www.ехample.com' }],
    ['an empty Origin', { origin: '' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['an address that was typed in', { 'sec-fetch-site': 'none' }],
    ['a request that says nothing', {}],
  ];
  for (const [what, headers] of attacks) {
    it(`keeps out ${what}`, () => assert.ok(!isAllowed(list, headers)));
  }

  it('lets in everybody when it is empty', () => {
    for (const [, headers] of [...letIn, ...attacks]) assert.ok(isAllowed([], headers));
  });
});

describe('an origin in the configuration', () => {
  for (const origin of [...list, 'https://xn--bcher-kva.example', 'http://192.0.2.1:8080', 'http://[::1]:3000']) {
    it(`may be ${origin}`, () => assert.ok(webOrigin.safeParse(origin).success));
  }

  const strange = [
    'null',
    '*',
    'https://*.example.com',
    'www.example.com',
    'https://www.example.com/',
    'https://www.example.com/page',
    'https://www.example.com:443',
    'https://WWW.example.com',
    'https://bücher.example',
    'https://user@www.example.com',
    'ftp://www.example.com',
    'javascript:alert(1)',
    'https://',
    '',
  ];
  for (const origin of strange) {
    it(`may not be "${origin}", which no browser sends`, () => assert.ok(!webOrigin.safeParse(origin).success));
  }
});
