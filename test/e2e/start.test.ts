import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import type { Leaderboard } from '../../src/schemas/leaderboard.ts';
import { launchChromium, record } from '../support/chromium-page.ts';

const root = join(import.meta.dirname, '../..');

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('npm start, once the widgets are built', () => {
  let folder: string;
  let demo: ChildProcess;
  let url: string;
  const printed: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'));
    const port = await freePort();
    demo = spawn(process.execPath, [join(root, 'demo/start.ts')], {
      env: { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'data') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    assert.ok(demo.stdout);
    url = `http://localhost:${port}`;
    await new Promise<void>((resolve, reject) => {
      demo.once('exit', () => reject(new Error(`The demo ended: ${printed.join('\n')}`)));
      createInterface({ input: demo.stdout ?? process.stdin }).on('line', (line) => {
        printed.push(line);
        if (line.includes(url)) resolve();
      });
    });
  });

  after(async () => {
    demo.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('takes the fixture by the printed address, and lists Jane Doe without an e-mail address', async () => {
    const body = await readFile(join(root, 'test/fixtures/user-joins-server.json'));
    const answer = await fetch(`${url}/hooks/returning/demo-hook-secret`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    assert.equal(answer.status, 200);
    const board = await (await fetch(`${url}/v1/communities/6502564c5c09c0a/leaderboards/top`)).text();
    const { entries } = JSON.parse(board) as Leaderboard;
    assert.ok(entries.some(({ member }) => member.name === 'Jane Doe'));
    assert.doesNotMatch(board, /@/);
  });

  it('shows a playground whose board changes by itself, with a quiet console', async () => {
    const browser = await launchChromium();
    const page = await browser.newPage();
    const { complaints, requests } = record(page);
    // Jane Doe's picture is on another host, which no test may ask.
    await page.setRequestInterception(true);
    // The platform's page in the frame comes from another port.
    const isHere = (address: string): boolean => new URL(address).hostname === 'localhost';
    page.on('request', (request) => void (isHere(request.url()) ? request.continue() : request.abort()));
    await page.goto(url);
    const text = (): Promise<string> =>
      page.$eval('returning-leaderboard', (element) => element.shadowRoot?.querySelector('table')?.textContent ?? '');
    await page.waitForFunction(() =>
      document.querySelector('returning-leaderboard')?.shadowRoot?.querySelector('tbody tr'),
    );
    const before = await text();
    await page.waitForFunction(
      (known) =>
        document.querySelector('returning-leaderboard')?.shadowRoot?.querySelector('table')?.textContent !== known,
      {},
      before,
    );
    await browser.close();
    assert.deepEqual(
      complaints.filter((line) => !line.includes('net::ERR_FAILED')),
      [],
    );
    // She may be below the rows that are shown.
    const foreign = requests.filter((each) => !isHere(each)).map((each) => new URL(each).host);
    assert.deepEqual(
      foreign.filter((host) => host !== 'www.example.com'),
      [],
    );
  });

  it('ends all of it on Ctrl-C, in order', async () => {
    demo.kill('SIGINT');
    const [code] = (await once(demo, 'exit')) as [number | null];
    assert.equal(code, 0, printed.join('\n'));
    await assert.rejects(fetch(`${url}/healthz`));
  });
});
