import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runDemo, type Command } from '../../../demo/start/run-demo.ts';

const READY = `console.log(JSON.stringify({ level: 'info', event: 'ready', url: 'http://localhost:1' }));`;
const STAY = `setInterval(() => {}, 60_000);`;
const TELL_END = `process.on('SIGTERM', () => { console.log('ended as asked'); process.exit(0); });`;

function script(code: string, more: Partial<Command> = {}): Command {
  return { args: ['-e', code], env: {}, ...more };
}

interface DemoRun {
  readonly code: number;
  readonly printed: string[];
  readonly readyUrls: string[];
}

/** Runs the demo with these processes; aborts as soon as `until` is printed. */
async function run(processes: { bridge: Command; platform?: Command; until?: string }): Promise<DemoRun> {
  const { bridge, platform = script(STAY), until } = processes;
  const stop = new AbortController();
  const printed: string[] = [];
  const readyUrls: string[] = [];
  const code = await runDemo({
    bridge,
    platform: (url) => ({ ...platform, env: { HOOK_URL: url } }),
    onReady: (url) => void readyUrls.push(url),
    print: (line) => {
      printed.push(line);
      if (line === until) stop.abort();
    },
    signal: stop.signal,
  });
  return { code, printed, readyUrls };
}

describe('the demo’s processes', () => {
  it('start the stand-in platform with the bridge’s address, once the bridge is ready', async () => {
    const platform = script(`console.log('sends to ' + process.env.HOOK_URL); ${STAY}`);
    const result = await run({
      bridge: script(READY + STAY),
      platform,
      until: 'platform: sends to http://localhost:1',
    });
    assert.deepEqual(result.readyUrls, ['http://localhost:1']);
  });

  it('are all ended when asked, with exit code 0', async () => {
    const result = await run({
      bridge: script(TELL_END + READY + STAY),
      platform: script(`${TELL_END} console.log('here'); ${STAY}`),
      until: 'platform: here',
    });
    assert.equal(result.code, 0);
    assert.deepEqual(result.printed.toSorted(), [
      'bridge: ended as asked',
      'platform: ended as asked',
      'platform: here',
    ]);
  });

  it('are killed when they do not listen', async () => {
    const deaf = `process.on('SIGTERM', () => {});`;
    const result = await run({
      bridge: script(READY + STAY),
      platform: script(`${deaf} console.log('here'); ${STAY}`, { killAfterMs: 50 }),
      until: 'platform: here',
    });
    assert.equal(result.code, 0);
  });

  it('end with exit code 1 and a clear line when the bridge ends by itself', async () => {
    const result = await run({ bridge: script(`${READY} process.exit(3);`) });
    assert.equal(result.code, 1);
    assert.deepEqual(result.readyUrls, ['http://localhost:1']);
    assert.deepEqual(result.printed, ['The bridge ended by itself (exit code 3), so the demo ends.']);
  });

  it('end with exit code 1 when the bridge ends before it is ready, without a stand-in platform', async () => {
    const result = await run({ bridge: script(`process.exit(1);`), platform: script(`console.log('started');`) });
    assert.equal(result.code, 1);
    assert.deepEqual(result.readyUrls, []);
    assert.deepEqual(result.printed, ['The bridge ended by itself (exit code 1), so the demo ends.']);
  });

  it('end with exit code 1 when the stand-in platform ends by itself, and end the bridge', async () => {
    const platform = script(`process.kill(process.pid, 'SIGKILL');`);
    const result = await run({ bridge: script(TELL_END + READY + STAY), platform });
    assert.equal(result.code, 1);
    assert.deepEqual(result.printed, [
      'The stand-in platform ended by itself (SIGKILL), so the demo ends.',
      'bridge: ended as asked',
    ]);
  });

  it('show the bridge’s warnings, errors and last words, and nothing of its routine', async () => {
    const lines = [
      '{"level":"info","event":"fact"}',
      '{"level":"info","event":"stream-opened","url":"http://localhost:1"}',
      '{"level":"warn","event":"hook-refused"}',
      '{"level":"error","event":"store-failed"}',
      'not a log line',
    ];
    const code = `for (const line of ${JSON.stringify(lines)}) console.log(line); process.exit(1);`;
    const { printed } = await run({ bridge: script(code) });
    assert.deepEqual(
      printed.slice(0, -1),
      lines.slice(2).map((line) => `bridge: ${line}`),
    );
  });
});
