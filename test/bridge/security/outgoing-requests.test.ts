import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { bearer, fetchToken, makeKey, startWithAccess } from '../../support/bridge-access.ts';
import { getRaw, sendRaw } from '../../support/bridge-raw-http.ts';
import { fixture, messageHook, slackMessage, type JsonObject } from '../ingest/fixtures.ts';

/** A service inside the operator's network. Counts who comes. */
async function startInternalService(context: TestContext): Promise<{ port: number; visits: () => number }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  }).listen(0);
  await once(server, 'listening');
  context.after(() => server.close());
  return { port: (server.address() as AddressInfo).port, visits: () => visits };
}

/** The origins that this process asks for anything, by either of Node's clients. */
function watchRequests(context: TestContext): Set<string> {
  const origins = new Set<string>();
  const byFetch = (message: unknown): void => {
    origins.add((message as { request: { origin: string } }).request.origin);
  };
  const byHttp = (message: unknown): void => {
    const { request } = message as { request: { protocol: string; host: string } };
    origins.add(`${request.protocol}//${request.host}`);
  };
  subscribe('undici:request:create', byFetch);
  subscribe('http.client.request.created', byHttp);
  context.after(() => {
    unsubscribe('undici:request:create', byFetch);
    unsubscribe('http.client.request.created', byHttp);
  });
  return origins;
}

const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: 'general' };

function addressesOf(port: number): string[] {
  const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433', '0x7f.1', '127.1', 'localhost.'].map((host) => `${host}:${port}`); // prettier-ignore
  const paths = [...hosts, '169.254.169.254/latest/meta-data', 'metadata.google.internal', 'user:word@127.0.0.1'];
  return [...paths.map((path) => `https://${path}`), `http://127.0.0.1:${port}/`, 'file:///etc/passwd', `gopher://127.0.0.1:${port}/`]; // prettier-ignore
}

describe('addresses in what comes from outside', () => {
  it('are shown or left out, and never asked for by the bridge', async (context) => {
    const bridge = await startWithAccess(context);
    const internal = await startInternalService(context);
    const origins = watchRequests(context);
    const addresses = addressesOf(internal.port);
    const stream = await bridge.openStream('topics=board/top,channel/general');
    for (const [index, url] of addresses.entries()) {
      const join = fixture('user-joins-server.json');
      const user = { ...(join['user'] as JsonObject), id: `u${index}`, avatar: url, image: url };
      const owner = { id: '1', avatar: url };
      const message = `![x](${url}) <img src="${url}"><iframe src="${url}"></iframe> ${url}`;
      await bridge.postReturning({ ...join, user, owner, callback: url, url });
      await bridge.postReturning(
        messageHook({ message, messageId: `m${index}`, channel, user, attachments: [{ url }] }),
      );
      await bridge.postSlack({
        ...slackMessage({ text: `<${url}|x>`, ts: `13555175${10 + index}.000005`, files: [{ url_private: url }] }),
        event_id: `Ev${index}`,
        response_url: url,
      });
    }
    const token = await fetchToken(bridge, await makeKey(bridge), { 'data-frame': addresses[0] ?? '' });
    for (const path of ['leaderboards/top', 'channels/general/messages']) {
      assert.equal((await bridge.get(path, { ...bearer(token), referer: addresses[0] ?? '' })).status, 200);
    }
    for (const url of addresses) await getRaw(bridge.port, url);
    await sendRaw(bridge.port, `GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:${internal.port}\r\nX-Forwarded-Host: 127.0.0.1:${internal.port}\r\nConnection: close\r\n\r\n`); // prettier-ignore
    await stream.named('message.posted', addresses.length);
    assert.equal(internal.visits(), 0);
    assert.deepEqual([...origins], [bridge.url]);
  });
});
