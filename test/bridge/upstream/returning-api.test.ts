import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { people } from '../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { channel, messagePosted, userVisits } from '../../../demo/platform/webhooks.ts';
import { errorOf, NOW, standIn, type StandInOptions } from './stand-in-platform.ts';
import type { TestContext } from 'node:test';

const [amara, juergen] = [people[0]!, people[1]!];
const at = new Date(NOW);

function busyRecords(): PlatformRecords {
  const records = new PlatformRecords([amara]);
  records.note(messagePosted(amara, { id: '65f1c0a2b3d4e5f607180001', text: 'First!' }, at));
  records.note(messagePosted(juergen, { id: '65f1c0a2b3d4e5f607180002', text: 'Moin <b>zusammen</b>' }, at));
  records.note(userVisits(juergen, at));
  return records;
}

function busy(context: TestContext, options: StandInOptions = {}) {
  return standIn(context, { records: busyRecords(), ...options });
}

describe('Returning.AI’s REST API', () => {
  it('tells a channel’s messages, newest first', async (context) => {
    const { upstream } = await busy(context);
    const messages = await upstream.returning!.messages({ channelId: channel.channel_id, count: 10 });
    const common = { channelId: channel.channel_id, channelName: 'general', at: NOW };
    assert.deepEqual(messages, [
      { externalId: '65f1c0a2b3d4e5f607180002', authorId: juergen.id, text: 'Moin <b>zusammen</b>', ...common },
      { externalId: '65f1c0a2b3d4e5f607180001', authorId: amara.id, text: 'First!', ...common },
    ]);
  });

  it('tells one person’s messages, and as many as asked for', async (context) => {
    const { upstream } = await busy(context);
    const texts = async (query: object) => (await upstream.returning!.messages(query)).map(({ text }) => text);
    assert.deepEqual(await texts({ userId: amara.id }), ['First!']);
    assert.deepEqual(await texts({ count: 1 }), ['Moin <b>zusammen</b>']);
    assert.deepEqual(await texts({ channelId: 'another' }), []);
  });

  it('tells who someone is, and what they have', async (context) => {
    const { upstream } = await busy(context);
    assert.deepEqual(await upstream.returning!.user(juergen.id), {
      externalId: juergen.id,
      username: 'juergen.weiss',
      name: 'Jürgen Weiß',
      xp: 17,
      coins: 1,
      loginStreak: 1,
    });
    assert.equal(await upstream.returning!.user('404'), undefined);
  });

  it('tells nothing for a number that is missing or can’t be read', async (context) => {
    const { server, upstream, logged } = await busy(context);
    const data = { userId: '7', username: 'seven', xp: '1,235', coins: null, loginStreak: 0 };
    server.faults.next({ kind: 'body', body: JSON.stringify({ data }) });
    assert.deepEqual(await upstream.returning!.user('7'), {
      externalId: '7',
      username: 'seven',
      name: 'seven',
      xp: undefined,
      coins: undefined,
      loginStreak: 0,
    });
    assert.deepEqual(logged, [{ event: 'upstream-values-unreadable', request: 'get a user', values: ['xp'] }]);
  });

  it('tells the channels', async (context) => {
    const { upstream } = await busy(context);
    assert.deepEqual(await upstream.returning!.channels(), [
      { externalId: channel.channel_id, name: 'general', kind: 'text' },
    ]);
  });

  it('awards and removes a badge', async (context) => {
    const { server, upstream } = await busy(context);
    const holders = () => [...server.records.badges[0]!.holders];
    await upstream.badges!.award('b3df14ee-0001', amara.id);
    assert.deepEqual(holders(), [amara.id]);
    await upstream.badges!.remove('b3df14ee-0001', amara.id);
    assert.deepEqual(holders(), []);
    assert.equal((await errorOf(upstream.badges!.award('a/../b', amara.id))).code, 'upstream-not-found');
    assert.equal(server.requests.at(-1), 'POST /api/v1/badges/a%2F..%2Fb/award');
  });

  it('sends, replies and reacts', async (context) => {
    const { server, upstream } = await busy(context);
    const sender = 'amara';
    await upstream.returning!.sendMessage({ channelId: 'c', message: 'Hello', sender, forumTopicId: 't' });
    await upstream.returning!.reply({ messageId: 'm', message: 'Yes', sender });
    await upstream.returning!.react({ messageId: 'm', emoji: '👍', sender });
    assert.deepEqual(server.records.sent, [
      { action: 'send', channelId: 'c', message: 'Hello', sender, forumTopicId: 't' },
      { action: 'reply', messageId: 'm', message: 'Yes', sender },
      { action: 'react', messageId: 'm', emoji: '👍', sender },
    ]);
  });

  it('is told apart from an answer that says no with status 200', async (context) => {
    const { server, upstream } = await busy(context);
    server.faults.next({ kind: 'body', body: '{"status":"error","message":"no"}' });
    const sent = upstream.returning!.react({ messageId: 'm', emoji: 'x', sender: 'y' });
    assert.equal((await errorOf(sent)).code, 'upstream-refused');
    server.faults.next({ kind: 'body', body: '{"meta":{"success":"false"},"body":[]}' });
    assert.equal((await errorOf(upstream.badges!.award('b', '1'))).code, 'upstream-refused');
  });

  it('says which key to check when it takes none of ours', async (context) => {
    const { upstream } = await busy(context, { keys: { apiKey: 'old-api-key', badgesKey: 'old-badges-key' } });
    for (const call of [upstream.returning!.messages({}), upstream.badges!.award('b', '1')]) {
      const { code, message } = await errorOf(call);
      assert.equal(code, 'upstream-unauthorised');
      assert.match(message, /^Returning\.AI answered "[\w ]+" with status 401\. Check the key in the configuration/);
    }
  });

  it('leaves out rows that do not fit, and keeps the others', async (context) => {
    const { server, upstream } = await busy(context);
    const rows = [null, 'x', { _id: 'one' }, { _id: 17, topic: 'seventeen' }, { topic: 'no id' }];
    server.faults.next({ kind: 'body', body: JSON.stringify({ data: rows }) });
    const channels = await upstream.returning!.channels();
    assert.deepEqual(
      channels.map(({ externalId }) => externalId),
      ['one', '17'],
    );
  });

  it('never lets an e-mail address through, whichever key it comes under', async (context) => {
    const { server, upstream } = await busy(context);
    const answers: unknown[] = [
      await upstream.returning!.messages({}),
      await upstream.returning!.user(amara.id),
      await upstream.returning!.usersPage(),
    ];
    const marker = 'marker@example.com';
    const user = { userId: '7', username: marker, firstName: marker, lastName: marker, customFields: { a: marker } };
    server.faults.next({ kind: 'body', body: JSON.stringify({ data: { ...user, email: marker } }) });
    answers.push(await upstream.returning!.user('7'));
    server.faults.next({ kind: 'body', body: JSON.stringify({ data: [{ _id: '1', topic: marker, email: marker }] }) });
    answers.push(await upstream.returning!.channels());
    assert.doesNotMatch(JSON.stringify(answers), /@|%40/);
  });
});
