import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorOf, FIRST_RETRY_MS, standIn } from './stand-in-platform.ts';

describe('Slack’s Web API', () => {
  it('tells a person’s name and picture', async (context) => {
    const { server, upstream } = await standIn(context);
    assert.deepEqual(await upstream.slack!.user('W123ABC456'), {
      externalId: 'W123ABC456',
      name: 'jane',
      avatar: 'https://avatars.example.com/jane-72.png',
      isBot: false,
      emailHash: undefined,
    });
    assert.deepEqual(server.requests, ['GET /slack/api/users.info']);
  });

  it('tells the real name of someone without a display name, and no picture named by a hash of an e-mail address', async (context) => {
    const { upstream } = await standIn(context);
    const { name, avatar } = (await upstream.slack!.user('U123456789'))!;
    assert.deepEqual([name, avatar], ['Ravi Iyer', undefined]);
  });

  it('tells a bot', async (context) => {
    const { upstream } = await standIn(context);
    assert.equal((await upstream.slack!.user('W987654321'))?.isBot, true);
  });

  it('tells a channel', async (context) => {
    const { upstream } = await standIn(context);
    const channel = { externalId: 'C123ABC456', name: 'general' };
    assert.deepEqual(await upstream.slack!.channel('C123ABC456'), channel);
  });

  it('tells nobody and no channel as undefined', async (context) => {
    const { upstream } = await standIn(context);
    assert.deepEqual([await upstream.slack!.user('U0'), await upstream.slack!.channel('C0')], [undefined, undefined]);
  });

  const failures: [string, string][] = [
    ['invalid_auth', 'upstream-unauthorised'],
    ['missing_scope', 'upstream-unauthorised'],
    ['token_revoked', 'upstream-unauthorised'],
    ['something_new', 'upstream-refused'],
    ['constructor', 'upstream-refused'],
    ['someone@example.com', 'upstream-refused'],
  ];
  for (const [word, code] of failures) {
    it(`is understood when it says "${word}" with status 200`, async (context) => {
      const { server, upstream } = await standIn(context);
      server.faults.next({ kind: 'body', body: JSON.stringify({ ok: false, error: word }) });
      const error = await errorOf(upstream.slack!.user('W123ABC456'));
      assert.equal(error.code, code);
      assert.doesNotMatch(error.message, /@/);
    });
  }

  for (const word of ['ratelimited', 'internal_error']) {
    it(`is asked again after it says "${word}"`, async (context) => {
      const { server, upstream, clock } = await standIn(context);
      server.faults.next({ kind: 'body', body: JSON.stringify({ ok: false, error: word }) });
      const user = upstream.slack!.user('W123ABC456');
      await clock.timerDueIn(FIRST_RETRY_MS);
      clock.advance(FIRST_RETRY_MS);
      assert.equal((await user)?.name, 'jane');
    });
  }

  it('says which key to check when it takes none of ours', async (context) => {
    const { upstream } = await standIn(context, { keys: { botToken: 'xoxb-old' } });
    assert.equal((await errorOf(upstream.slack!.user('W123ABC456'))).code, 'upstream-unauthorised');
  });

  it('never lets an e-mail address through', async (context) => {
    const { server, upstream } = await standIn(context);
    const marker = 'marker@example.com';
    const profile = { display_name: marker, real_name: marker, image_72: `https://x.example/${marker}`, email: marker };
    server.faults.next({ kind: 'body', body: JSON.stringify({ ok: true, user: { id: 'U1', profile } }) });
    const user = await upstream.slack!.user('U1');
    assert.deepEqual(user, {
      externalId: 'U1',
      name: undefined,
      avatar: undefined,
      isBot: false,
      emailHash: undefined,
    });
  });

  it('lets through what a community makes of an e-mail address', async (context) => {
    const { upstream } = await standIn(context, { emailHash: (address) => `of ${address?.length}` });
    assert.equal((await upstream.slack!.user('W123ABC456'))?.emailHash, `of ${'w123abc456@example.com'.length}`);
  });
});
