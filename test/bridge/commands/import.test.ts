import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { DemoPerson } from '../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { restKeys } from '../../../demo/platform/rest/rest-app.ts';
import { RestServer } from '../../../demo/platform/rest/rest-server.ts';
import { channel } from '../../../demo/platform/webhooks.ts';
import type { Leaderboard } from '../../../src/schemas/leaderboard.ts';
import type { MessagePage } from '../../../src/schemas/messages.ts';
import { BridgeChild } from '../../support/bridge-child.ts';
import { runCli, type CliOutcome } from '../../support/bridge-cli.ts';
import { temporaryFile, temporaryFolder } from '../../support/bridge-folder.ts';
import { COMMUNITY, HOOK_SECRET } from '../../support/bridge-server.ts';
import { fixtureBytes } from '../ingest/fixtures.ts';

const MINUTE_MS = 60_000;

const people: readonly DemoPerson[] = ['Ann', 'Bob', 'Cy'].map((firstName, index) => {
  return { id: `${501 + index}`, firstName, lastName: 'Example', username: firstName.toLowerCase(), language: 'en' };
});

/** A community with a channel, a board of points, and one of the platform's `xp`. */
function configuration(upstream: object | undefined): object {
  return {
    demo: true,
    communities: [
      {
        id: COMMUNITY,
        name: 'A community',
        hookSecrets: [HOOK_SECRET],
        channels: [{ id: 'general', name: 'General', returning: [channel.channel_id] }],
        boards: [
          { slug: 'top', title: 'Top' },
          { slug: 'xp', title: 'XP', metric: 'xp', periods: ['all-time'] },
        ],
        ...(upstream !== undefined && { upstream: { returning: upstream } }),
      },
    ],
  };
}

class Place {
  readonly environment: Record<string, string>;
  readonly #context: TestContext;
  #bridge: BridgeChild | undefined;

  static async make(context: TestContext, upstream?: object): Promise<Place> {
    const CONFIG = await temporaryFile(context, JSON.stringify(configuration(upstream)));
    return new Place(context, { CONFIG, DATA_DIR: await temporaryFolder(context), PORT: '0' });
  }

  private constructor(context: TestContext, environment: Record<string, string>) {
    this.#context = context;
    this.environment = environment;
  }

  async startBridge(): Promise<void> {
    this.#bridge = await BridgeChild.start(this.#context, this.environment);
    await this.#bridge.ready();
  }

  async import(...args: string[]): Promise<CliOutcome> {
    return runCli(this.environment, 'import', ...args);
  }

  async write(name: string, content: string): Promise<string> {
    await writeFile(join(this.environment['DATA_DIR'] ?? '', name), content);
    return name;
  }

  async post(body: Buffer | string): Promise<void> {
    const url = await this.#bridge?.ready();
    const init = { method: 'POST', body: body.toString() };
    assert.equal((await fetch(`${url}/hooks/returning/${HOOK_SECRET}`, init)).status, 200);
  }

  async get(path: string): Promise<unknown> {
    const url = await this.#bridge?.ready();
    return (await fetch(`${url}/v1/communities/${COMMUNITY}/${path}`)).json();
  }

  async rows(board: string): Promise<string[]> {
    const { entries } = (await this.get(`leaderboards/${board}`)) as Leaderboard;
    return entries.map(({ rank, member, score }) => `${rank} ${member.name} ${score}`);
  }

  async texts(): Promise<string[]> {
    const { messages } = (await this.get('channels/general/messages')) as MessagePage;
    return messages.map(({ body }) => /"text":"([^"]*)"/.exec(JSON.stringify(body))?.[1] ?? '');
  }
}

/** A place whose bridge may ask the stand-in platform, which knows `people` and two messages. */
async function placeWithPlatform(
  context: TestContext,
): Promise<{ place: Place; records: PlatformRecords; platform: RestServer }> {
  const records = new PlatformRecords(people);
  for (const [index, { id }] of people.slice(0, 2).entries()) {
    records.messages.unshift({
      id: `message-${index}`,
      message: `text ${index}`,
      user: { user_id: id, email: 'someone@example.com' },
      channel: { channel_id: channel.channel_id, channel_name: channel.name },
      timestamp: new Date(Date.now() - (10 - index) * MINUTE_MS).toISOString(),
    });
  }
  const platform = new RestServer({ records });
  await platform.start();
  context.after(() => platform.stop());
  const { slack: _slack, ...baseUrls } = platform.baseUrls;
  const place = await Place.make(context, { apiKey: restKeys.apiKey, baseUrls, requestsPerMinute: 1000 });
  await place.startBridge();
  return { place, records, platform };
}

const scores = 'id,name,email,score\n1234,Jane D.,jane@example.com,90\n77,Joe,joe@example.com,40\n';

describe('returning-widgets import FILE', () => {
  it('fills a board beside a running bridge, once, and leaves e-mail addresses out', async (context) => {
    const place = await Place.make(context);
    await place.startBridge();
    await place.post(fixtureBytes('user-joins-server.json'));
    const file = await place.write('scores.csv', scores);
    for (const said of ['2 new scores, 0 corrected, 0 known already', '0 new scores, 0 corrected, 2 known already']) {
      const { code, text } = await place.import(file, '--board', 'top', '--date', '2025-08-01');
      assert.deepEqual([code, text.includes(said)], [0, true], text);
      assert.match(text, /^Nothing is read from these columns: email\.$/m);
      assert.deepEqual(await place.rows('top'), ['1 Jane Doe 100', '2 Joe 40']);
    }
    const folder = place.environment['DATA_DIR'] ?? '';
    for (const name of (await readdir(folder)).filter((each) => each.startsWith('bridge.sqlite'))) {
      assert.ok(!(await readFile(join(folder, name))).includes('joe@example.com'), name);
    }
  });

  it('fills a board where no bridge runs, so that recounting it changes nothing', async (context) => {
    const place = await Place.make(context);
    const file = await place.write('scores.csv', scores);
    assert.equal((await place.import(file, '--board', 'top', '--date', '2025-08-01')).code, 0);
    assert.match((await runCli(place.environment, 'recount')).text, /^2 facts are counted anew: 0 standings/);
    await place.startBridge();
    assert.deepEqual(await place.rows('top'), ['1 Jane D. 90', '2 Joe 40']);
  });

  it('goes on where it was cut off', async (context) => {
    const place = await Place.make(context);
    const rows = Array.from({ length: 500 }, (_, index) => `${index},${index}`);
    const half = await place.write('half.csv', ['id,score', ...rows.slice(0, 300)].join('\n'));
    const whole = await place.write('whole.csv', ['id,score', ...rows].join('\n'));
    await place.import(half, '--board', 'top', '--date', '2025-08-01');
    const { text } = await place.import(whole, '--board', 'top', '--date', '2025-08-01');
    assert.match(text, /200 new scores, 0 corrected, 300 known already/);
  });

  it('sets the platform’s own counts, and never adds to them', async (context) => {
    const place = await Place.make(context);
    await place.startBridge();
    const file = await place.write('users.csv', 'user_id,first_name,last_name,xp,coins\n1,Ann,Example,70,1\n2,Bob,Example,80,2\n'); // prettier-ignore
    for (let times = 0; times < 2; times += 1) {
      const { code, text } = await place.import(file, '--board', 'xp');
      assert.deepEqual([code, /^2 people have their xp/m.test(text)], [0, true], text);
      assert.deepEqual(await place.rows('xp'), ['1 Bob Example 80', '2 Ann Example 70']);
    }
    assert.deepEqual(await place.rows('top'), []);
    const { code, text } = await place.import(file, '--board', 'xp', '--date', '2025-08-01');
    assert.deepEqual([code, /have no date: leave --date/.test(text)], [1, true], text);
  });

  it('takes nothing of a file with a bad line, nor when it is only tried', async (context) => {
    const place = await Place.make(context);
    await place.startBridge();
    const bad = await place.write('bad.csv', `${scores}78,Jim,,x\n`);
    const { code, text } = await place.import(bad, '--board', 'top', '--date', '2025-08-01');
    assert.deepEqual([code, /bad\.csv has a mistake; nothing was imported/.test(text)], [1, true], text);
    assert.match(text, /^ {2}line 4, score: must be a whole number/m);
    const good = await place.write('good.csv', scores);
    const tried = await place.import(good, '--board', 'top', '--date', '2025-08-01', '--dry-run');
    assert.deepEqual([tried.code, /is good: 2 rows\. Nothing was imported\./.test(tried.text)], [0, true], tried.text);
    assert.deepEqual(await place.rows('top'), []);
  });

  it('says what is wrong with what it was told', async (context) => {
    const place = await Place.make(context);
    const file = await place.write('scores.csv', scores);
    for (const [args, said] of [
      [[file, '--board', 'nope'], /has no board "nope"\. It has: top, xp\.$/],
      [[file, '--board', 'top'], /line 2, date: is missing/],
      [[file, '--board', 'top', '--date', 'yesterday'], /^--date must be a day/],
      [[file, '--board', 'top', '--date', '2999-01-01'], /^--date lies in the future/],
      [['none.csv', '--board', 'top', '--date', '2025-08-01'], /none\.csv can't be read/],
      [[file], /^Usage: /],
      [[], /^Usage: /],
      [['--users', '--board', 'top'], /^Usage: /],
      [['--users', '--channel', 'general'], /^Usage: /],
      [[file, '--board', 'top', '--source', 'discord'], /^Usage: /],
      [[file, '--bord', 'top'], /^Usage: /],
      [['--channel', 'general', '--count', '0'], /^--count must be a whole number from 1 to 10000/],
      [['--users'], /^No bridge runs with this DATA_DIR/],
      [['--channel', 'general'], /^No bridge runs with this DATA_DIR/],
      [['--channel', 'nope'], /^No channel "nope" .* These are: general\.$/],
    ] as const) {
      const { code, text } = await place.import(...args);
      assert.deepEqual([code, said.test(text)], [1, true], `${args.join(' ')}: ${text}`);
    }
    await place.startBridge();
    for (const args of [['--users'], ['--channel', 'general']]) {
      const { code, text } = await place.import(...args);
      assert.deepEqual([code, /has no upstream\.returning\.apiKey/.test(text)], [1, true], text);
    }
  });
});

describe('returning-widgets import --users', () => {
  it('makes members of all of the platform’s users, with their names, and sets their counts', async (context) => {
    const { place } = await placeWithPlatform(context);
    const tried = await place.import('--users', '--dry-run');
    assert.deepEqual([tried.code, tried.text], [0, 'The platform lists 3 users. Nothing was imported.']);
    assert.deepEqual(await place.rows('xp'), []);
    const { code, text } = await place.import('--users');
    assert.deepEqual([code, text], [0, '3 users have their counts from the platform.']);
    assert.deepEqual(await place.rows('xp'), ['1 Cy Example 102', '2 Bob Example 101', '3 Ann Example 100']);
    assert.deepEqual(await place.rows('top'), []);
  });

  it('says how many it could not read, and leaves their counts as they are', async (context) => {
    const { place, platform } = await placeWithPlatform(context);
    await place.import('--users');
    const data = people.map(({ id }, index) => ({ user_id: id, xp: ['7', '1,235', null][index], coins: '1' }));
    const page = { kind: 'body', body: JSON.stringify({ data }) } as const;
    platform.faults.next(page, page);
    const left = '1 user could not be read, and is left as it was.';
    const tried = await place.import('--users', '--dry-run');
    assert.equal(tried.text, `The platform lists 2 users. Nothing was imported.\n${left}`);
    const { code, text } = await place.import('--users');
    assert.deepEqual([code, text], [0, `2 users have their counts from the platform.\n${left}`]);
    assert.deepEqual(await place.rows('xp'), ['1 Cy Example 102', '2 Bob Example 101', '3 Ann Example 7']);
  });

  it('leaves the names people have from hooks', async (context) => {
    const { place, records } = await placeWithPlatform(context);
    const jane = { id: '1234', firstName: 'Jane', lastName: 'Somebody', username: 'janedoe', language: 'en' } as const;
    records.users.set(jane.id, { person: jane, xp: 7, coins: 0, messages: 0, visits: 0, loginStreak: 0 });
    await place.post(fixtureBytes('user-joins-server.json'));
    await place.import('--users');
    assert.equal((await place.rows('xp')).at(-1), '4 Jane Doe 7');
  });
});

describe('returning-widgets import --channel', () => {
  it('fills a channel with its past messages, each once, whoever tells it', async (context) => {
    const { place, records } = await placeWithPlatform(context);
    const tried = await place.import('--channel', 'general', '--dry-run');
    assert.equal(tried.text, 'General: 2 messages read, 2 are not known yet. Nothing was imported.');
    const first = await place.import('--channel', 'general', '--count', '1');
    assert.deepEqual([first.code, first.text], [0, 'General: 1 messages read, 1 new.']);
    const second = await place.import('--channel', 'general');
    assert.deepEqual([second.code, second.text], [0, 'General: 2 messages read, 1 new.']);
    assert.deepEqual(await place.texts(), ['text 1', 'text 0']);
    const [newest] = records.messages;
    await place.post(
      JSON.stringify({
        event: { name: 'New Message Posted To channel', description: '' },
        ...{ server: { id: COMMUNITY, name: '' }, date: newest?.timestamp, user: { id: newest?.user.user_id } },
        ...{ channel: newest?.channel, message: { id: newest?.id, message: 'text 1', timestamp: newest?.timestamp } },
      }),
    );
    assert.deepEqual(await place.texts(), ['text 1', 'text 0']);
    assert.deepEqual((await place.rows('top')).map((row) => row.split(' ').at(-1)), ['2', '2']); // prettier-ignore
  });
});
