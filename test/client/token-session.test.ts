import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { WidgetError } from '../../src/client/errors.ts';
import { tokenFrom, TokenSession, type GetToken } from '../../src/client/token-session.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** A session whose tokens are counted: `token 1`, `token 2`, … */
function start(expiresIn = 900) {
  const clock = new FakeClock();
  let asked = 0;
  const session = new TokenSession(() => {
    asked += 1;
    return { embedToken: `token ${asked}`, expiresIn };
  }, clock);
  return { clock, session };
}

describe('TokenSession', () => {
  it('asks once, however many want a token', async () => {
    const { session } = start();
    assert.deepEqual(await Promise.all([session.token(), session.token()]), ['token 1', 'token 1']);
    assert.equal(await session.token(), 'token 1');
  });

  it('replaces a token half a minute before it ends', async () => {
    const { session, clock } = start(900);
    await session.token();
    clock.advance(869_999);
    assert.equal(await session.token(), 'token 1');
    clock.advance(1);
    assert.equal(await session.token(), 'token 2');
  });

  it('uses half of a token that ends within a minute', async () => {
    const { session, clock } = start(20);
    await session.token();
    clock.advance(9999);
    assert.equal(await session.token(), 'token 1');
    clock.advance(1);
    assert.equal(await session.token(), 'token 2');
  });

  it('drops a token that was refused, and not the one that came after it', async () => {
    const { session } = start();
    await session.token();
    session.drop('token 1');
    assert.equal(await session.token(), 'token 2');
    session.drop('token 1');
    assert.equal(await session.token(), 'token 2');
  });

  it('uses a token that is only a text until it is dropped', async () => {
    const clock = new FakeClock();
    const answers = ['first', 'second'];
    const session = new TokenSession(async () => answers.shift(), clock);
    assert.equal(await session.token(), 'first');
    clock.advance(1e9);
    assert.equal(await session.token(), 'first');
    session.drop('first');
    assert.equal(await session.token(), 'second');
  });

  for (const nobody of [null, undefined, '']) {
    it(`takes ${JSON.stringify(nobody)} for nobody being signed in, for a minute or until dropped`, async () => {
      const clock = new FakeClock();
      let asked = 0;
      const session = new TokenSession(() => {
        asked += 1;
        return nobody;
      }, clock);
      assert.equal(await session.token(), undefined);
      clock.advance(59_999);
      await session.token();
      assert.equal(asked, 1);
      clock.advance(1);
      await session.token();
      assert.equal(asked, 2);
      session.drop();
      await session.token();
      assert.equal(asked, 3);
    });
  }

  it('tells what went wrong, and asks again the next time', async () => {
    const answers = [
      () => Promise.reject(new Error('no such route')),
      () => {
        throw new WidgetError('offline', 'The site says so');
      },
      () => 'a token',
    ];
    const session = new TokenSession(() => answers.shift()?.());
    await assert.rejects(session.token(), { code: 'server', message: 'getToken failed: Error: no such route' });
    await assert.rejects(session.token(), { code: 'offline', message: 'The site says so' });
    assert.equal(await session.token(), 'a token');
  });

  for (const junk of [{}, { embedToken: 'a', expiresIn: 'soon' }, { data: {} }]) {
    it(`tells that ${JSON.stringify(junk)} is no token`, async () => {
      const session = new TokenSession((() => junk) as unknown as GetToken);
      await assert.rejects(session.token(), { code: 'server', message: /getToken failed/ });
    });
  }
});

describe('tokenFrom', () => {
  type Answer = (response: ServerResponse) => void;

  async function startSite(test: TestContext, answer: Answer) {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      answer(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    test.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/token`, requests };
  }

  it('asks by POST, and answers what the bridge gave to the site', async (test) => {
    const data = { embedToken: 'a.b.c', expiresIn: 900 };
    const { url, requests } = await startSite(test, (response) => response.end(JSON.stringify({ data, more: 1 })));
    assert.deepEqual(await tokenFrom(url)(), data);
    assert.equal(requests[0]?.method, 'POST');
  });

  for (const status of [204, 401, 403]) {
    it(`takes ${status} for nobody being signed in`, async (test) => {
      const { url } = await startSite(test, (response) => response.writeHead(status).end());
      assert.equal(await tokenFrom(url)(), undefined);
    });
  }

  const failures: readonly (readonly [title: string, code: string, answer: Answer])[] = [
    ['no JSON', 'malformed', (response) => response.end('<html>')],
    ['another JSON', 'malformed', (response) => response.end('{"embedToken":"a"}')],
    ['an error', 'server', (response) => response.writeHead(500).end()],
    ['not found', 'server', (response) => response.writeHead(404).end('{}')],
    ['nothing', 'server', (response) => response.destroy()],
  ];
  for (const [title, code, answer] of failures) {
    it(`tells ${code} and where when the site answers ${title}`, async (test) => {
      const { url } = await startSite(test, answer);
      await assert.rejects(
        async () => tokenFrom(url)(),
        (error) => {
          assert.ok(error instanceof WidgetError);
          assert.equal(error.code, code);
          assert.ok(error.message.includes(url), error.message);
          return true;
        },
      );
    });
  }
});
