import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { channel as hosted } from '../../../demo/platform/webhooks.ts';
import { ChannelNames } from '../../../src/bridge/upstream/channel-names.ts';
import { channelConfig } from '../../../src/schemas/config.ts';
import { FIRST_RETRY_MS, SECOND_RETRY_MS, standIn } from './stand-in-platform.ts';

const HOUR_MS = 60 * 60_000;
const RETRY_MS = 5 * 60_000;

interface ChannelForm {
  readonly id: string;
  readonly name?: string;
  readonly returning?: readonly string[];
  readonly slack?: readonly string[];
}

const onReturning: ChannelForm = { id: 'here', returning: ['gone', hosted.channel_id] };
const onSlack: ChannelForm = { id: 'there', slack: ['C0', 'C123ABC456'] };

async function naming(
  context: TestContext,
  forms: readonly ChannelForm[],
  options: Parameters<typeof standIn>[1] = {},
) {
  const platform = await standIn(context, options);
  const { upstream, clock, logged } = platform;
  const channels = forms.map((form) => channelConfig.parse(form));
  const note = (event: string, fields?: object): void => void logged.push({ event, ...fields });
  const log = { info: note, warn: note, error: note };
  const names = new ChannelNames({
    community: { id: 'here', channels },
    reads: upstream.reads,
    slack: upstream.slack,
    log,
    clock,
  });
  context.after(() => names.close());
  return { ...platform, names, shown: () => channels.map((channel) => names.nameOf(channel)) };
}

describe('the names of channels', () => {
  it('are the platforms’ where the configuration gives none', async (context) => {
    const { names, shown, clock } = await naming(context, [onReturning, onSlack]);
    assert.deepEqual(shown(), ['here', 'there']);
    names.start();
    await clock.timerDueIn(HOUR_MS);
    assert.deepEqual(shown(), ['general', 'general']);
  });

  it('are asked for where they are not given, and only there', async (context) => {
    const forms = [{ ...onReturning, name: 'Mine' }, { id: 'page' }];
    const { names, shown, server } = await naming(context, forms);
    names.start();
    await names.close();
    assert.deepEqual([shown(), server.requests], [['Mine', 'page'], []]);
  });

  it('are the ids where the platforms can’t be asked', async (context) => {
    const keys = { apiKey: undefined, botToken: undefined };
    const { names, shown, server } = await naming(context, [onReturning, onSlack], { keys });
    names.start();
    await names.close();
    assert.deepEqual([shown(), server.requests], [['here', 'there'], []]);
  });

  it('follow the platform', async (context) => {
    const { names, shown, server, clock } = await naming(context, [onSlack]);
    names.start();
    await clock.timerDueIn(HOUR_MS);
    const renamed = { ok: true, channel: { id: 'C0', name: 'lounge', is_private: false } };
    server.faults.next({ kind: 'body', body: JSON.stringify(renamed) });
    clock.advance(HOUR_MS);
    await clock.timerDueIn(HOUR_MS);
    assert.deepEqual(shown(), ['lounge']);
  });

  it('fall back to the id of a channel the bot may not see, and are told once', async (context) => {
    const { names, shown, clock, logged } = await naming(context, [{ id: 'private', slack: ['C0'] }]);
    names.start();
    for (let round = 0; round < 3; round++) {
      await clock.timerDueIn(HOUR_MS);
      clock.advance(HOUR_MS);
    }
    await clock.timerDueIn(HOUR_MS);
    assert.deepEqual(
      [shown(), logged],
      [['private'], [{ event: 'channel-name-unknown', community: 'here', channel: 'private' }]],
    );
  });

  it('fall back to the id where the bot lacks a scope, and the others are found all the same', async (context) => {
    const { names, shown, server, clock, logged } = await naming(context, [{ id: 'private', slack: ['C0'] }, onSlack]);
    server.faults.next({ kind: 'body', body: '{"ok":false,"error":"missing_scope"}' });
    names.start();
    await clock.timerDueIn(HOUR_MS);
    assert.deepEqual(shown(), ['private', 'general']);
    assert.match(String(logged[0]?.['message']), /missing_scope/);
  });

  it('are what one platform calls them where the other refuses to say', async (context) => {
    const both = { id: 'both', returning: [hosted.channel_id], slack: ['C0', 'C123ABC456'] };
    const { names, shown, server, clock, logged } = await naming(context, [both]);
    const lacksScope = { kind: 'body', body: '{"ok":false,"error":"missing_scope"}' } as const;
    server.faults.next({ kind: 'status', status: 403 }, lacksScope);
    names.start();
    await clock.timerDueIn(HOUR_MS);
    assert.deepEqual([shown(), logged], [['general'], []]);
  });

  it('are asked for again soon where one platform is down and the other knows none', async (context) => {
    const both = { id: 'both', returning: [hosted.channel_id], slack: ['C0'] };
    const { names, shown, server, clock, logged } = await naming(context, [both]);
    server.faults.next(...Array.from({ length: 3 }, () => ({ kind: 'status', status: 503 }) as const));
    names.start();
    for (const wait of [FIRST_RETRY_MS, SECOND_RETRY_MS]) {
      await clock.timerDueIn(wait);
      clock.advance(wait);
    }
    await clock.timerDueIn(RETRY_MS);
    assert.deepEqual([shown(), logged.at(-1)?.event], [['both'], 'channel-name-unknown']);
    assert.match(String(logged.at(-1)?.['message']), /status 503/);
    clock.advance(RETRY_MS);
    await clock.timerDueIn(HOUR_MS);
    assert.deepEqual(shown(), ['general']);
  });

  it('stay while the platform is down, and are asked for again soon', async (context) => {
    const { names, shown, server, clock, logged } = await naming(context, [{ id: 'there', slack: ['C123ABC456'] }]);
    names.start();
    await clock.timerDueIn(HOUR_MS);
    await server.stop();
    clock.advance(HOUR_MS);
    for (const wait of [FIRST_RETRY_MS, SECOND_RETRY_MS]) {
      await clock.timerDueIn(wait);
      clock.advance(wait);
    }
    await clock.timerDueIn(RETRY_MS);
    assert.deepEqual(shown(), ['general']);
    assert.deepEqual(
      logged.map(({ event }) => event),
      ['upstream-retry', 'upstream-retry'],
    );
    await server.start();
    clock.advance(RETRY_MS);
    await clock.timerDueIn(HOUR_MS);
    assert.deepEqual(shown(), ['general']);
  });

  it('are not asked for any more once it is closed', async (context) => {
    const { names, server, clock } = await naming(context, [onReturning]);
    names.start();
    await clock.timerDueIn(HOUR_MS);
    await names.close();
    assert.deepEqual([clock.waiting, server.requests.length], [0, 1]);
  });
});
