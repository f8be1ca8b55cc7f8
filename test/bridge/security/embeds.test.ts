import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { embedNames, embedWidgets } from '../../../src/bridge/routes/embed/widgets.ts';
import { serverConfig } from '../../../src/schemas/operation-config.ts';
import { sendRaw } from '../../support/bridge-raw-http.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../../support/bridge-server.ts';
import { embedPage } from '../../support/embed-page.ts';
import { widgetFolder } from '../../support/widget-folder.ts';
import { embedAttacks } from './embed-attacks.ts';

const PUBLIC = 'https://widgets.example.com';

async function start(context: TestContext): Promise<BridgeServer> {
  const config = await demoConfig({ server: serverConfig.parse({ publicUrl: PUBLIC }) });
  return BridgeServer.start(context, { config, files: { widgets: await widgetFolder(context), pages: undefined } });
}

describe('the pages of widgets under attack', () => {
  for (const name of embedNames) {
    it(`hold ${embedAttacks.length} values as values, in each attribute of ${name}`, async (context) => {
      const bridge = await start(context);
      const calm = await fetch(`${bridge.url}/embed/${name}`);
      for (const attack of embedAttacks) {
        for (const attribute of Object.keys(embedWidgets[name].parameters.shape)) {
          const query = `${attribute}=${encodeURIComponent(attack.toWellFormed())}`;
          const response = await fetch(`${bridge.url}/embed/${name}?${query}`);
          const { element, scripts } = embedPage(await response.text());
          assert.deepEqual(scripts, ['../widgets.js'], query);
          assert.deepEqual(element.name, `returning-${name}`);
          assert.deepEqual(element.attributes, { 'community-id': COMMUNITY, [attribute]: attack.toWellFormed() });
          assert.equal(response.headers.get('set-cookie'), null);
          assert.equal(response.headers.get('content-security-policy'), calm.headers.get('content-security-policy'));
        }
      }
    });
  }

  it('take no attribute from a name that holds more than one', async (context) => {
    const bridge = await start(context);
    for (const attack of embedAttacks) {
      const query = new URLSearchParams([
        [`board${attack}`, 'x'],
        [attack, 'x'],
      ]).toString();
      const { element } = embedPage(await (await fetch(`${bridge.url}/embed/leaderboard?${query}`)).text());
      assert.deepEqual(element.attributes, { 'community-id': COMMUNITY }, query);
    }
  });

  it('are the same whatever host was asked for, and whoever lies about it', async (context) => {
    const bridge = await start(context);
    const lies = ['Host: evil.example', 'Host: localhost\r\nX-Forwarded-Host: evil.example', 'Host: localhost\r\nForwarded: host=evil.example', 'Host: localhost\r\nX-Forwarded-Prefix: /evil', 'Host: localhost\r\nOrigin: https://evil.example', 'Host: localhost\r\nReferer: https://evil.example', 'Host: localhost\r\nAccept-Language: "><script>evil']; // prettier-ignore
    const url = encodeURIComponent(`${PUBLIC}/embed/leaderboard`);
    for (const path of ['/embed/leaderboard?board=top', `/oembed?url=${url}`]) {
      for (const lie of lies) {
        const { status, head, body } = await sendRaw(bridge.port, `GET ${path} HTTP/1.1\r\n${lie}\r\nConnection: close\r\n\r\n`); // prettier-ignore
        assert.equal(status, 200);
        assert.doesNotMatch(head + body, /evil/, `${path} ${lie}`);
      }
    }
  });

  it('are described for oEmbed with a frame, and no markup beside it', async (context) => {
    const bridge = await start(context);
    for (const attack of embedAttacks) {
      const page = `${PUBLIC}/embed/leaderboard?board=${encodeURIComponent(attack.toWellFormed())}`;
      const response = await fetch(`${bridge.url}/oembed?url=${encodeURIComponent(page)}`);
      const { html } = (await response.json()) as { html: string };
      assert.match(html, /^<iframe src="https:\/\/widgets\.example\.com\/embed\/leaderboard\?board=[^"'<>\s]*" [^<>]*><\/iframe>$/); // prettier-ignore
    }
  });
});
