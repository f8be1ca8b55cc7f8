import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { people } from '../../demo/platform/people.ts';
import { PlatformRecords } from '../../demo/platform/rest/records.ts';
import { restKeys } from '../../demo/platform/rest/rest-app.ts';
import { RestServer, type RestBaseUrls } from '../../demo/platform/rest/rest-server.ts';
import { channel, messagePosted } from '../../demo/platform/webhooks.ts';
import { temporaryFolder } from '../support/bridge-folder.ts';

const page = join(import.meta.dirname, '../../docs/bridge.md');
const entry = new URL('../../src/bridge/bridge.ts', import.meta.url).href;
const MESSAGE = '65f1c0a2b3d4e5f607180001';

/** Runs the program of the page as it stands there, but against the stand-in. @returns how it ended, and what it printed */
async function speak(context: TestContext, baseUrls: RestBaseUrls, key: string) {
  const [, code = ''] = /^```js\n(import \{ connectReturning.*?)^```/ms.exec(await readFile(page, 'utf8')) ?? [];
  const { slack: _other, ...places } = baseUrls;
  const file = join(await temporaryFolder(context), 'speak.mjs');
  await writeFile(
    file,
    code
      .replace(`'returning-widgets/bridge'`, JSON.stringify(entry))
      .replace('{ apiKey:', `{ baseUrls: ${JSON.stringify(places)}, apiKey:`),
  );
  const program = spawn(process.execPath, [file], { env: { RETURNING_API_KEY: key } });
  const [[exitCode], printed, failed] = await Promise.all([
    once(program, 'exit') as Promise<[number]>,
    text(program.stdout),
    text(program.stderr),
  ]);
  return { exitCode, printed, failed };
}

async function startPlatform(context: TestContext): Promise<RestServer> {
  const records = new PlatformRecords();
  records.note(messagePosted(people[0]!, { id: MESSAGE, text: 'Hello!' }, new Date()));
  const platform = new RestServer({ records });
  await platform.start();
  context.after(() => platform.stop());
  return platform;
}

describe('the program in docs/bridge.md that speaks as the community', () => {
  it('reacts, replies and sends', async (context) => {
    const platform = await startPlatform(context);
    assert.deepEqual(await speak(context, platform.baseUrls, restKeys.apiKey), {
      exitCode: 0,
      printed: '',
      failed: '',
    });
    const sender = 'community';
    assert.deepEqual(platform.records.sent, [
      { action: 'react', messageId: MESSAGE, sender, emoji: '👋' },
      { action: 'reply', messageId: MESSAGE, sender, message: 'Good to have you here!' },
      {
        action: 'send',
        channelId: channel.channel_id,
        sender,
        message: 'The watch party begins in ten minutes.',
      },
    ]);
  });

  it('says what to check when its key is refused', async (context) => {
    const platform = await startPlatform(context);
    const { exitCode, failed } = await speak(context, platform.baseUrls, 'old-key');
    assert.equal(exitCode, 1);
    assert.match(failed, /upstream-unauthorised/);
    assert.match(failed, /Check the key/);
    assert.doesNotMatch(failed, /old-key/);
  });
});
