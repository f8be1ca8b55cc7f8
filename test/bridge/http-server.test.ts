import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { limitConnections, type ConnectionAllowance } from '../../src/bridge/access/connection-limits.ts';
import { createHttpServer } from '../../src/bridge/http-server.ts';
import { sendRaw } from '../support/bridge-raw-http.ts';
import { hold } from '../support/idle-sockets.ts';

interface Options {
  readonly http?: Parameters<typeof createHttpServer>[1];
  readonly connections?: ConnectionAllowance;
  readonly onRefused?: (limit: string) => void;
}

async function start(context: TestContext, { http = {}, connections, onRefused }: Options = {}): Promise<number> {
  const server = createHttpServer(async (request) => new Response(await request.text()), http);
  if (connections !== undefined) limitConnections(server, connections, onRefused);
  server.listen(0);
  await once(server, 'listening');
  context.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

const quick = { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 };

async function postFrom(localAddress: string, port: number): Promise<number | undefined> {
  const outgoing = request({ host: '127.0.0.1', port, method: 'POST', localAddress, agent: false }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

describe('the HTTP server', () => {
  it('answers 431 to more headers than there can be', async (context) => {
    const port = await start(context);
    const answer = await sendRaw(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`);
    assert.equal(answer.status, 431);
  });

  it('hangs up on a client that never finishes its headers', async (context) => {
    const answer = await sendRaw(await start(context, { http: quick }), 'GET / HTTP/1.1\r\nHost: localhost\r\n');
    assert.equal(answer.status, 408);
  });

  it('hangs up on an address that connects too often, answers others meanwhile, and it again when it left', async (context) => {
    const refused: string[] = [];
    const connections = { total: undefined, perAddress: 10 };
    const port = await start(context, { connections, onRefused: (limit) => refused.push(limit) });
    const idle = await hold(context, port, { from: '127.0.0.2', count: 30, kept: 10 });
    assert.deepEqual(refused, Array(20).fill('connectionsPerAddress'));
    assert.equal(await postFrom('127.0.0.3', port), 200);
    await assert.rejects(postFrom('127.0.0.2', port));
    for (const socket of idle) socket.end();
    await Promise.all(idle.map((socket) => once(socket, 'close')));
    assert.equal(await postFrom('127.0.0.2', port), 200);
  });

  it('hangs up on whoever connects beyond what it can hold in all', async (context) => {
    const refused: string[] = [];
    const connections = { total: 10, perAddress: undefined };
    const port = await start(context, { connections, onRefused: (limit) => refused.push(limit) });
    await hold(context, port, { from: '127.0.0.2', count: 30, kept: 10 });
    assert.deepEqual(refused, Array(20).fill('connections'));
  });

  it('hangs up on a client that never finishes its body, though it goes on sending', async (context) => {
    const port = await start(context, { http: quick });
    const socket = connect(port, 'localhost', () =>
      socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n'),
    );
    const drip = setInterval(() => socket.write('x'), 10);
    socket.on('error', () => undefined).resume();
    await once(socket, 'close');
    clearInterval(drip);
  });
});
