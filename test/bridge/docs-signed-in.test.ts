import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { decodeJwt } from 'jose';
import { makeKey, startWithAccess } from '../support/bridge-access.ts';
import { temporaryFolder } from '../support/bridge-folder.ts';
import { fixture } from './ingest/fixtures.ts';

const page = join(import.meta.dirname, '../../docs/signed-in.md');

/** Runs the site of the page as it stands there, but at a free port. @returns its address */
async function startSite(context: TestContext, env: Record<string, string>): Promise<string> {
  const [, code = ''] = /^```js\n(import \{ createServer.*?)^```/ms.exec(await readFile(page, 'utf8')) ?? [];
  const file = join(await temporaryFolder(context), 'site.mjs');
  await writeFile(file, code.replace('.listen(8080)', '.listen(0, function () { console.log(this.address().port) })'));
  const site = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => site.kill());
  const [port] = (await once(createInterface({ input: site.stdout }), 'line')) as [string];
  return `http://localhost:${port}`;
}

describe('the site in docs/signed-in.md', () => {
  it('answers nobody 204, and whoever signed in the token of that member', async (context) => {
    const bridge = await startWithAccess(context);
    await bridge.postReturning(fixture('user-joins-server.json'));
    const { accessId, accessKey } = await makeKey(bridge);
    const site = await startSite(context, { BRIDGE_URL: bridge.url, ACCESS_ID: accessId, ACCESS_KEY: accessKey });
    assert.equal((await fetch(`${site}/widgets-token`, { method: 'POST' })).status, 204);
    const [cookie = ''] = (await fetch(`${site}/sign-in`, { redirect: 'manual' })).headers.getSetCookie();
    const answer = await fetch(`${site}/widgets-token`, { method: 'POST', headers: { cookie } });
    const { data } = (await answer.json()) as { data: { embedToken: string; expiresIn: number } };
    const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { member: { id: string } }[] };
    assert.equal(data.expiresIn, 900);
    assert.equal(decodeJwt(data.embedToken).sub, entries[0]?.member.id);
    assert.match(await (await fetch(site)).text(), /token-url="\/widgets-token"/);
  });

  it('answers 502 when the bridge does not give one, and nothing to GET', async (context) => {
    const bridge = await startWithAccess(context);
    const site = await startSite(context, { BRIDGE_URL: bridge.url, ACCESS_ID: 'a', ACCESS_KEY: 'b' });
    const headers = { cookie: 'session=0f4c1e' };
    assert.equal((await fetch(`${site}/widgets-token`, { method: 'POST', headers })).status, 502);
    assert.equal((await fetch(`${site}/widgets-token`, { headers })).status, 405);
  });
});
