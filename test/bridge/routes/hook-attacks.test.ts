import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sendRaw, sendRawAndLeave } from '../../support/bridge-raw-http.ts';
import { BridgeServer, HOOK_SECRET } from '../../support/bridge-server.ts';
import { hookAttacks } from '../security/hook-attacks.ts';

const MIB = 1024 * 1024;

describe('a hook that is refused', () => {
  it('leaves its connection to the next one, however large it was', async (context) => {
    const bridge = await BridgeServer.start(context);
    const large = `POST /hooks/slack HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${MIB}\r\n\r\n${'x'.repeat(MIB)}`;
    const next = 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const { status, body } = await sendRaw(bridge.port, large + next);
    assert.equal(status, 413);
    assert.match(body, /HTTP\/1\.1 200 OK/);
  });

  it('is told to the log when its sender hung up half way, and is no failure of the bridge', async (context) => {
    const bridge = await BridgeServer.start(context);
    const refused = bridge.nextLog('hook-refused');
    await sendRawAndLeave(
      bridge.port,
      `POST /hooks/returning/${HOOK_SECRET} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{"a":`,
    );
    await refused;
    assert.equal(bridge.logEntries.at(-1)?.['reason'], 'body-cut-off');
  });
});

describe('an unauthorised hook', () => {
  it('gets one answer, byte for byte, whatever was wrong', async (context) => {
    const bridge = await BridgeServer.start(context);
    const refused = hookAttacks.filter(([, status]) => status === 401);
    const answers = new Set<string>();
    for (const [, , , send] of refused) {
      const response = await send(bridge);
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      answers.add(JSON.stringify([response.status, response.statusText, headers, await response.text()]));
    }
    assert.equal(answers.size, 1, [...answers].join('\n'));
  });
});
