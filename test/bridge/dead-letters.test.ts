import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { PlatformRecords } from '../../demo/platform/rest/records.ts';
import { restKeys } from '../../demo/platform/rest/rest-app.ts';
import { RestServer } from '../../demo/platform/rest/rest-server.ts';
import type { CommandContext } from '../../src/bridge/commands/command.ts';
import { createCommandContext } from '../../src/bridge/commands/context.ts';
import { runDeadLettersCommand } from '../../src/bridge/commands/dead-letters.ts';
import type { BridgeConfig } from '../../src/bridge/config/config.ts';
import type { DeadLetters } from '../../src/bridge/dead-letters.ts';
import { DeliveryWatch } from '../../src/bridge/delivery-watch.ts';
import type { Json } from '../../src/bridge/store/store.ts';
import type { BoardChanged } from '../../src/schemas/board-events.ts';
import { bridgeConfig } from '../../src/schemas/config.ts';
import type { Source } from '../../src/schemas/fact.ts';
import { BridgeServer, COMMUNITY, demoConfig, NOW } from '../support/bridge-server.ts';
import { fixtureBytes } from './ingest/fixtures.ts';

const jsonOf = (name: string) => JSON.parse(fixtureBytes(name).toString()) as { [key: string]: Json };
const join = jsonOf('user-joins-server.json');
const slackJoin = jsonOf('slack-member-joined-channel.json');

interface Setting {
  readonly bridge: BridgeServer;
  readonly commands: CommandContext;
  readonly letters: DeadLetters;
  readonly key: string;
}

interface Letter {
  readonly body: Json;
  readonly platform?: Source;
  readonly config?: BridgeConfig;
  /** Whether it is replayed beside the running bridge, or by a command line that has the folder for itself. */
  readonly isRunning?: boolean;
}

/** A bridge that put a letter aside, which today's readers can or can't read. */
async function withLetter(context: TestContext, letter: Letter): Promise<Setting> {
  const { body, platform = 'returning', config = await demoConfig(), isRunning = true } = letter;
  const server = await BridgeServer.start(context, { config });
  const { bridge, store } = server;
  await bridge.keeping.intake.keepDeadLetter(COMMUNITY, { platform, digest: 'digest', body });
  const running = { deliveries: new DeliveryWatch(), bridge };
  const commands = createCommandContext(config, store, isRunning ? running : undefined);
  return { bridge: server, commands, letters: commands.deadLetters, key: `dead:${platform}:digest` };
}

/** The demo's, with changes to its community. */
async function configWith(community: object, changes: Partial<BridgeConfig> = {}): Promise<BridgeConfig> {
  const config = await demoConfig();
  const { communities } = bridgeConfig.parse({ communities: [{ ...config.communities[0], ...community }] });
  return { ...config, ...changes, communities };
}

function joinOf(id: string, email?: string): { [key: string]: Json } {
  return { ...join, user: { id, name: `Name of ${id}`, ...(email !== undefined && { email }) } };
}

async function keysOf(letters: DeadLetters): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of letters.list(COMMUNITY)) keys.push(key);
  return keys;
}

async function top(bridge: BridgeServer): Promise<{ score: number; reachedAt: string }[]> {
  const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { score: number; reachedAt: string }[] };
  return entries;
}

describe('a dead letter', () => {
  it('counts from its own date once it can be read, and is gone', async (context) => {
    const { bridge, letters, key } = await withLetter(context, { body: join });
    assert.equal(await letters.replay(COMMUNITY, key), 'accepted');
    assert.deepEqual((await top(bridge)).map(({ reachedAt }) => reachedAt), [join['date']]); // prettier-ignore
    assert.deepEqual(await keysOf(letters), []);
    assert.equal(await letters.replay(COMMUNITY, key), 'unknown');
  });

  it('counts once, when the platform sent it again meanwhile', async (context) => {
    const { bridge, letters, key } = await withLetter(context, { body: join });
    await bridge.postReturning(join);
    assert.equal(await letters.replay(COMMUNITY, key), 'duplicate');
    assert.equal((await top(bridge)).length, 1);
    assert.deepEqual(await (await bridge.postReturning(join)).json(), { status: 'duplicate' });
  });

  it('stays while it can’t be read, and says why', async (context) => {
    const { letters, key } = await withLetter(context, { body: { ...join, user: {} } });
    const outcome = await letters.replay(COMMUNITY, key);
    assert.match(typeof outcome === 'object' ? outcome.problem : '', /user\.id/);
    assert.deepEqual(await keysOf(letters), [key]);
  });

  it('is never read into another community than the one it came to', async (context) => {
    const { bridge, letters, key } = await withLetter(context, {
      body: { ...join, server: { id: 'another', name: 'Another' } },
    });
    assert.deepEqual(await letters.replay(COMMUNITY, key), { problem: 'it belongs to another community' });
    assert.equal((await top(bridge)).length, 0);
  });
});

for (const isRunning of [true, false])
  describe(`a dead letter that is replayed ${isRunning ? 'beside a running bridge' : 'where no bridge runs'}`, () => {
    it('makes one member of people with one e-mail address, as its hook would have', async (context) => {
      const emailSecrets = [{ communityId: COMMUNITY, secret: 'a secret of 32 characters or more' }];
      const body = joinOf('91', ' Jane@Example.com');
      const { bridge, letters, key } = await withLetter(context, { body, isRunning, config: await demoConfig({ emailSecrets }) }); // prettier-ignore
      await bridge.postReturning(joinOf('90', 'jane@example.com'));
      await bridge.postReturning({ ...joinOf('91'), event: { name: 'User Visits Server' } });
      assert.equal((await top(bridge)).length, 2);
      assert.equal(await letters.replay(COMMUNITY, key), 'accepted');
      assert.equal((await top(bridge)).length, 1);
      assert.deepEqual(await keysOf(letters), []);
    });

    it('is the member’s whom the configuration says', async (context) => {
      const { inviter: _nobody, ...event } = slackJoin['event'] as { user: string; inviter: string };
      const config = await configWith({ encryption: undefined, links: [{ returning: '77', slack: event.user }] });
      const body = { ...slackJoin, event: { ...event, event_ts: `${NOW / 1000}.000100` } };
      const { bridge, letters, key } = await withLetter(context, { body, platform: 'slack', isRunning, config });
      await bridge.postReturning(joinOf('77'));
      assert.equal(await letters.replay(COMMUNITY, key), 'accepted');
      assert.equal((await top(bridge)).length, 1);
    });

    it(`says ${isRunning ? 'what came of it' : 'what came of it, and what the platforms are asked later'}`, async (context) => {
      const { commands, key } = await withLetter(context, { body: join, isRunning });
      const lines: string[] = [];
      const call = { cwd: '.', print: (line: string) => void lines.push(line), signal: context.signal };
      assert.equal(await runDeadLettersCommand({ ...call, args: ['replay', '--all'] }, commands), true);
      const later = 'No bridge runs that could ask the platforms: missing names and streaks come with the next hook of these people.'; // prettier-ignore
      assert.deepEqual(lines, [`${key}  accepted`, ...(isRunning ? [] : [later])]);
    });
  });

describe('a dead letter that is replayed beside a bridge with keys to the platforms', () => {
  it('has the name asked of someone it names by id, and told live', async (context) => {
    const platform = new RestServer({ records: new PlatformRecords([]) });
    await platform.start();
    context.after(() => platform.stop());
    const slack = { botToken: 'elsewhere', baseUrl: platform.baseUrls.slack };
    const changes = { upstreamKeys: new Map([[COMMUNITY, restKeys]]) };
    const config = await configWith({ encryption: undefined, upstream: { slack } }, changes);
    const { bridge, letters, key } = await withLetter(context, { body: slackJoin, platform: 'slack', config });
    const stream = await bridge.openStream('topics=board/top');
    assert.equal(await letters.replay(COMMUNITY, key), 'accepted');
    const names = new Set<string>();
    for (let index = 0; !names.has('jane'); index += 1) {
      const { rows } = (await stream.named('board.changed', index)).data as unknown as BoardChanged;
      for (const { member } of rows) names.add(member.name);
    }
  });
});
