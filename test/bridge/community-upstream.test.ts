import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import type { DemoPerson } from '../../demo/platform/people.ts';
import { PlatformRecords } from '../../demo/platform/rest/records.ts';
import { restKeys } from '../../demo/platform/rest/rest-app.ts';
import { RestServer } from '../../demo/platform/rest/rest-server.ts';
import { channel as generalThere } from '../../demo/platform/webhooks.ts';
import type { BridgeConfig } from '../../src/bridge/config/config.ts';
import { bridgeConfig } from '../../src/schemas/config.ts';
import type { BoardChanged } from '../../src/schemas/board-events.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../support/bridge-server.ts';

const jane: DemoPerson = { id: '1234', firstName: 'Jane', lastName: 'Doe', username: 'janedoe', language: 'en' };
/** Where the demo's community is. */
const nextMidnight = Date.parse('2025-09-04T00:00:00Z');
const badge = {
  id: 'welcome',
  title: 'Welcome',
  rule: { kind: 'count', deed: 'join', count: 1 },
  returning: 'b3df14ee-0001',
};

async function fixture(name: string): Promise<Buffer> {
  return readFile(new URL(`../fixtures/${name}`, import.meta.url));
}

const regular = { id: 'regular', title: 'Regular', rule: { kind: 'streak', days: 5 } };
const channels = [
  { id: 'general', returning: [generalThere.channel_id] },
  { id: 'slack-general', slack: ['C123ABC456'] },
  { id: 'private', slack: ['C0PRIVATE'] },
];

interface TellsBadges {
  readonly badges: readonly {
    readonly id: string;
    readonly change?: string;
    readonly earnedAt: string | null;
    readonly progress: { readonly current: number } | null;
  }[];
}

async function membersOf(bridge: BridgeServer): Promise<string[]> {
  const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { member: { id: string } }[] };
  return entries.map(({ member }) => member.id);
}

/** A bridge that may ask the stand-in platform's REST API. */
async function startBoth(
  context: TestContext,
  changes: Partial<BridgeConfig> = {},
): Promise<{ bridge: BridgeServer; records: PlatformRecords; platform: RestServer }> {
  const records = new PlatformRecords([jane]);
  const platform = new RestServer({ records });
  await platform.start();
  context.after(() => platform.stop());
  const { slack, ...baseUrls } = platform.baseUrls;
  const config = await demoConfig();
  const [community] = bridgeConfig.parse({
    communities: [
      {
        ...config.communities[0],
        encryption: undefined,
        badges: [badge, regular],
        channels,
        boards: [
          { slug: 'top', title: 'Top' },
          { slug: 'xp', title: 'XP', metric: 'xp', periods: ['all-time'] },
        ],
        upstream: {
          returning: { apiKey: 'elsewhere', badgesKey: 'elsewhere', baseUrls },
          slack: { botToken: 'elsewhere', baseUrl: slack },
        },
      },
    ],
  }).communities;
  assert.ok(community);
  const upstreamKeys = new Map([[COMMUNITY, restKeys]]);
  const bridge = await BridgeServer.start(context, {
    config: { ...config, ...changes, communities: [community], upstreamKeys },
  });
  return { bridge, records, platform };
}

/** The scores of the board `xp` once the bridge has begun, and asked the platform for them. */
async function syncedScores(bridge: BridgeServer): Promise<number[]> {
  const synced = bridge.nextLog('scores-synced');
  bridge.bridge.begin();
  await synced;
  const { entries } = (await bridge.getJson('leaderboards/xp')) as { entries: { score: number }[] };
  return entries.map(({ score }) => score);
}

describe('a bridge with keys to the platforms’ own APIs', () => {
  it('learns the name of someone a Slack event names by id, and tells it live', async (context) => {
    const { bridge } = await startBoth(context);
    const stream = await bridge.openStream('topics=board/top');
    await bridge.postSlack(await fixture('slack-member-joined-channel.json'));
    const names = new Set<string>();
    for (let index = 0; !names.has('jane'); index += 1) {
      const { rows } = (await stream.named('board.changed', index)).data as unknown as BoardChanged;
      for (const { member } of rows) names.add(member.name);
    }
    const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { member: { name: string } }[] };
    assert.deepEqual(entries.map(({ member }) => member.name).sort(), ['Ravi Iyer', 'jane']);
  });

  it('makes one member of people with one e-mail address, and says it nowhere', async (context) => {
    const emailSecrets = [{ communityId: COMMUNITY, secret: 'a secret of 32 characters or more' }];
    const { bridge } = await startBoth(context, { emailSecrets });
    const hook = JSON.parse((await fixture('user-joins-server.json')).toString()) as { user: object };
    const stream = await bridge.openStream('topics=community');
    const merged = bridge.nextLog('members-linked');
    await bridge.postReturning({ ...hook, user: { ...hook.user, email: ' W123abc456@Example.com' } });
    await bridge.postSlack(await fixture('slack-member-joined-channel.json'));
    await merged;
    const { into } = (await stream.named('member.merged')).data as { into: { name: string } };
    assert.equal(into.name, 'jane');
    const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { member: { name: string } }[] };
    assert.deepEqual(entries.map(({ member }) => member.name).sort(), ['Ravi Iyer', 'jane']);
    assert.doesNotMatch(stream.raw + bridge.log.join('\n'), /@example\.com/i);
  });

  it('shows no more of somebody once it learns that they are a bot', async (context) => {
    const { bridge } = await startBoth(context);
    const stream = await bridge.openStream('topics=board/top');
    const delivery = JSON.parse((await fixture('slack-member-joined-channel.json')).toString()) as { event: object };
    const { inviter: _nobody, ...event } = { inviter: '', ...delivery.event, user: 'W987654321' };
    // Of another app than ours, whose bot every delivery names.
    await bridge.postSlack({ ...delivery, authorizations: [], event });
    const told: BoardChanged[] = [];
    while (told.at(-1)?.removed.length !== 1) {
      told.push((await stream.named('board.changed', told.length)).data as unknown as BoardChanged);
    }
    assert.deepEqual(told.at(-1)?.total, 0);
    assert.deepEqual(((await bridge.getJson('leaderboards/top')) as { entries: unknown[] }).entries, []);
  });

  it('gives a badge on the platform too', async (context) => {
    const { bridge, records } = await startBoth(context);
    const mirrored = bridge.nextLog('badge-mirrored');
    await bridge.postReturning(await fixture('user-joins-server.json'));
    await mirrored;
    assert.deepEqual([...(records.badges[0]?.holders ?? [])], ['1234']);
  });

  it('gives a badge for the streak the platform counts, live, and shows how far the next is', async (context) => {
    const { bridge, records } = await startBoth(context);
    records.users.get('1234')!.loginStreak = 4;
    await bridge.postReturning(await fixture('user-joins-server.json'));
    const [member] = await membersOf(bridge);
    const stream = await bridge.openStream(`topics=member/${member}`);
    await bridge.postReturning(await fixture('user-visits-server.json'));
    const progressed = (await stream.named('badges.changed')).data as unknown as TellsBadges;
    assert.deepEqual(
      progressed.badges.map(({ id, change, progress }) => [id, change, progress?.current]),
      [['regular', 'progressed', 4]],
    );
    bridge.now = nextMidnight;
    records.users.get('1234')!.loginStreak = 5;
    const { date: _earlier, ...visit } = { date: '', ...(JSON.parse(String(await fixture('user-visits-server.json'))) as object) }; // prettier-ignore
    await bridge.postReturning({ ...visit, date: new Date(bridge.now).toISOString() });
    const { badges } = (await stream.named('badges.changed', 1)).data as unknown as TellsBadges;
    assert.deepEqual(
      badges.map(({ id, change }) => [id, change]),
      [['regular', 'awarded']],
    );
    const shelf = (await bridge.getJson(`members/${member}/badges`)) as TellsBadges;
    assert.deepEqual(
      shelf.badges.map(({ id, earnedAt }) => [id, earnedAt !== null]),
      [
        ['welcome', true],
        ['regular', true],
      ],
    );
  });

  it('takes hooks while the platform is down', async (context) => {
    const { bridge, platform } = await startBoth(context);
    await platform.stop();
    assert.equal((await bridge.postReturning(await fixture('user-visits-server.json'))).status, 200);
  });

  it('shows the platforms’ names of channels that the configuration does not name', async (context) => {
    const { bridge } = await startBoth(context);
    const unknown = bridge.nextLog('channel-name-unknown');
    bridge.bridge.begin();
    await unknown;
    const names = channels.map(async ({ id }) => ((await bridge.getJson(`channels/${id}`)) as { name: string }).name);
    assert.deepEqual(await Promise.all(names), ['general', 'general', 'private']);
    const { channel } = (await bridge.getJson('channels/slack-general/messages')) as { channel: object };
    assert.deepEqual(channel, { id: 'slack-general', name: 'general' });
  });

  it('sets the platform’s own counts on the board that shows them', async (context) => {
    const { bridge } = await startBoth(context);
    await bridge.postReturning(await fixture('user-joins-server.json'));
    assert.deepEqual(await syncedScores(bridge), [100]);
  });

  it('keeps the platform’s last count where the next one can’t be read', async (context) => {
    const { bridge, records } = await startBoth(context);
    await bridge.postReturning(await fixture('user-joins-server.json'));
    for (const xp of [1234, '1,235', 'n/a', '']) {
      Object.assign(records.users.get(jane.id)!, { xp });
      assert.deepEqual(await syncedScores(bridge), [1234]);
      await bridge.restart();
    }
  });
});
