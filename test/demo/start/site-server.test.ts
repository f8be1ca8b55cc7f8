import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { openSite, type Site, type SiteOptions } from '../../../demo/start/site-server.ts';

describe('the demo’s site', () => {
  let bridge: Server;
  let site: Site;

  async function open(handle: RequestListener, options: Partial<SiteOptions> = {}): Promise<string> {
    bridge = createServer(handle).listen(0);
    await once(bridge, 'listening');
    const bridgeUrl = `http://localhost:${(bridge.address() as AddressInfo).port}`;
    site = await openSite({ port: 0, bridgeUrl, tokenFor: async () => undefined, ...options });
    return site.url;
  }

  afterEach(async () => {
    await site.close();
    bridge.close();
    bridge.closeAllConnections();
  });

  it('answers the token of the member it is asked for', async () => {
    const url = await open(() => assert.fail('the bridge is not asked'), {
      tokenFor: async (username) => ({ data: { embedToken: `of ${username}`, expiresIn: 900 } }),
    });
    const response = await fetch(`${url}/demo/token?as=amara`, { method: 'POST' });
    assert.deepEqual(await response.json(), { data: { embedToken: 'of amara', expiresIn: 900 } });
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  it('answers a token of the platform for its page in a frame', async () => {
    const url = await open(() => assert.fail('the bridge is not asked'));
    const response = await fetch(`${url}/demo/frame-token?as=amara`, { method: 'POST' });
    assert.deepEqual(await response.json(), { data: { embedToken: 'demo-frame-token-of-amara', expiresIn: 900 } });
  });

  it('answers that nobody is signed in where nobody is named', async () => {
    const url = await open(() => undefined);
    assert.equal((await fetch(`${url}/demo/token`, { method: 'POST' })).status, 204);
  });

  it('gives no token by GET, and says so when none could be had', async () => {
    const url = await open(() => undefined, { tokenFor: () => Promise.reject(new Error('no bridge')) });
    assert.equal((await fetch(`${url}/demo/token?as=amara`)).status, 405);
    assert.equal((await fetch(`${url}/demo/token?as=amara`, { method: 'POST' })).status, 502);
  });

  it('passes everything else on to the bridge, as it is', async () => {
    const url = await open((request, response) => {
      response.writeHead(201, { 'x-asked': `${request.method} ${request.url} ${String(request.headers['x-mine'])}` });
      request.pipe(response);
    });
    const response = await fetch(`${url}//elsewhere.example/a?b=c`, { method: 'PUT', headers: { 'x-mine': '1' }, body: 'text' }); // prettier-ignore
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('x-asked'), 'PUT //elsewhere.example/a?b=c 1');
    assert.equal(await response.text(), 'text');
  });

  it('passes a stream on as it comes, and ends it at the bridge when the reader goes', async () => {
    const closed = Promise.withResolvers<undefined>();
    const url = await open((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('first');
      response.once('close', () => closed.resolve(undefined));
    });
    const stop = new AbortController();
    const reader = (await fetch(url, { signal: stop.signal })).body!.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'first');
    stop.abort();
    await closed.promise;
  });

  it('is reached by this machine’s own address only', async () => {
    const url = new URL(await open(() => assert.fail('the bridge is not asked')));
    // What listens on every address listens here, too.
    url.hostname = '127.0.0.2';
    await assert.rejects(fetch(`${url.origin}/demo/token`, { method: 'POST', signal: AbortSignal.timeout(5000) }));
  });

  it('answers 502 while the bridge is away', async () => {
    const url = await open(() => undefined);
    bridge.close();
    await once(bridge, 'close');
    assert.equal((await fetch(url)).status, 502);
  });
});
