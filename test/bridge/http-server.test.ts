import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { createHttpServer } from '../../src/bridge/http-server.ts';
import { sendRaw } from '../support/bridge-raw-http.ts';

async function start(context: TestContext, options: Parameters<typeof createHttpServer>[1] = {}): Promise<number> {
  const server = createHttpServer(async (request) => new Response(await request.text()), options);
  server.listen(0);
  await once(server, 'listening');
  context.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

const quick = { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 };

describe('the HTTP server', () => {
  it('answers 431 to more headers than there can be', async (context) => {
    const port = await start(context);
    const answer = await sendRaw(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`);
    assert.equal(answer.status, 431);
  });

  it('hangs up on a client that never finishes its headers', async (context) => {
    const answer = await sendRaw(await start(context, quick), 'GET / HTTP/1.1\r\nHost: localhost\r\n');
    assert.equal(answer.status, 408);
  });

  it('hangs up on a client that never finishes its body, though it goes on sending', async (context) => {
    const port = await start(context, quick);
    const socket = connect(port, 'localhost', () =>
      socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n'),
    );
    const drip = setInterval(() => socket.write('x'), 10);
    socket.on('error', () => undefined).resume();
    await once(socket, 'close');
    clearInterval(drip);
  });
});
