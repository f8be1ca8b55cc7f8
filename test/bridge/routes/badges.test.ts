import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { badgeShelf, type BadgeShelf } from '../../../src/schemas/badges.ts';
import { communityConfig, type CommunityConfig } from '../../../src/schemas/config.ts';
import { decode } from '../../../src/schemas/decode.ts';
import {
  bearer,
  fetchToken,
  makeKey,
  keysOf,
  OTHER_COMMUNITY,
  PAGE,
  startWithAccess,
} from '../../support/bridge-access.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { COMMUNITY, type BridgeServer } from '../../support/bridge-server.ts';
import { fixture, type JsonObject } from '../ingest/fixtures.ts';

const { badges } = communityConfig.parse({
  id: 'c',
  name: 'C',
  badges: [
    { id: 'guest', title: 'Guest', description: 'Came by.', rule: { kind: 'count', deed: 'visit', count: 2 } },
    { id: 'kind', title: 'Kind', image: { light: 'https://example.com/kind.png' } },
  ],
});

async function start(context: TestContext, shelf: CommunityConfig['shelf'] = {}): Promise<BridgeServer> {
  return startWithAccess(context, { changes: { badges, shelf } });
}

/** The fixture's person, as the platform knows them. */
const PERSON = (fixture('user-visits-server.json')['user'] as JsonObject)['id'] as string;

/** @returns the visitor's member id */
async function visit(bridge: BridgeServer, day: number, id = PERSON): Promise<string> {
  const body = fixture('user-visits-server.json');
  const user = { ...(body['user'] as JsonObject), id, nicename: id };
  await bridge.postReturning({ ...body, date: `2025-09-0${day}T10:00:00.000Z`, user });
  const key = identityKey('returning', id);
  const view = await bridge.store.read(COMMUNITY, [() => ({ documents: [identityRef(key)] })]);
  return resolveIdentity(view, key)!;
}

async function readShelf(bridge: BridgeServer, member: string, token?: string): Promise<BadgeShelf> {
  const response = await bridge.get(`members/${member}/badges`, token === undefined ? {} : bearer(token));
  return decode(badgeShelf, await response.json(), 'the shelf');
}

function basic(accessId: string, accessKey: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${accessId}:${accessKey}`).toString('base64')}` };
}

async function byHand(
  bridge: BridgeServer,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  community = COMMUNITY,
): Promise<Response> {
  return fetch(`${bridge.url}/v1/communities/${community}/members/${path}`, { method, headers });
}

describe('GET …/members/{id}/badges', () => {
  it('answers every badge as the member has it, and the cursor', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const shelf = await readShelf(bridge, member);
    assert.equal(shelf.member?.id, member);
    assert.deepEqual(shelf.badges, [
      {
        id: 'guest',
        title: 'Guest',
        description: 'Came by.',
        image: { light: null, dark: null },
        earnedAt: null,
        progress: { current: 1, target: 2, endsAt: null },
      },
      {
        id: 'kind',
        title: 'Kind',
        description: '',
        image: { light: 'https://example.com/kind.png', dark: null },
        earnedAt: null,
        progress: null,
      },
    ]);
  });

  it('answers 304 to a reader who has it, until the shelf changes', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const path = `members/${member}/badges`;
    const etag = (await bridge.get(path)).headers.get('etag') ?? '';
    await visit(bridge, 1, 'someone else');
    assert.equal((await bridge.get(path, { 'if-none-match': etag })).status, 304);
    await visit(bridge, 2);
    assert.equal((await bridge.get(path, { 'if-none-match': etag })).status, 200);
  });

  it('answers 404 for a member it does not know, and for one who is not shown', async (context) => {
    const bridge = await start(context, { excluded: { returning: ['hidden'], slack: [] } });
    await visit(bridge, 1);
    const hidden = await visit(bridge, 1, 'hidden');
    for (const member of ['nobody', '__proto__', hidden]) {
      await assertProblem(await bridge.get(`members/${member}/badges`), 404, 'unknown-member');
    }
  });

  it('names members as the shelf says', async (context) => {
    const bridge = await start(context, { names: 'masked' });
    const { member } = await readShelf(bridge, await visit(bridge, 1));
    assert.match(member?.name ?? '', /^.•••$/);
    assert.equal(member?.avatar, null);
  });

  it('is for members where the shelf says so', async (context) => {
    const bridge = await start(context, { visibility: 'members' });
    const member = await visit(bridge, 1);
    await assertProblem(await bridge.get(`members/${member}/badges`), 401, 'token-required');
    const token = await fetchToken(bridge, await makeKey(bridge));
    const response = await bridge.get(`members/${member}/badges`, bearer(token));
    assert.deepEqual(
      [response.status, response.headers.get('cache-control')],
      [200, 'private, max-age=0, must-revalidate'],
    );
  });

  it('is for listed pages where the shelf says so', async (context) => {
    const bridge = await start(context, { origins: [PAGE] });
    const member = await visit(bridge, 1);
    const refused = await bridge.get(`members/${member}/badges`, { origin: 'https://evil.example' });
    await assertProblem(refused, 403, 'origin-not-allowed');
    assert.equal((await bridge.get(`members/${member}/badges`, { origin: PAGE })).status, 200);
  });

  it('refuses a cursor that is none', async (context) => {
    const bridge = await start(context);
    await assertProblem(await bridge.get('members/m/badges?since=yesterday'), 400, 'malformed-request');
  });
});

describe('GET …/members/me/badges', () => {
  it('answers the shelf of the token’s member', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const token = await fetchToken(bridge, await makeKey(bridge), { 'data-user-id': PERSON });
    assert.deepEqual(await readShelf(bridge, 'me', token), await readShelf(bridge, member));
  });

  it('answers a shelf of nobody’s to somebody unknown', async (context) => {
    const bridge = await start(context);
    const token = await fetchToken(bridge, await makeKey(bridge), { 'data-user-id': 'unknown' });
    const shelf = await readShelf(bridge, 'me', token);
    assert.deepEqual([shelf.member, shelf.badges.map(({ earnedAt }) => earnedAt)], [null, [null, null]]);
  });

  it('is for whoever has a token', async (context) => {
    await assertProblem(await (await start(context)).get('members/me/badges'), 401, 'token-required');
  });
});

describe('POST and DELETE …/members/{id}/badges/{badgeId}', () => {
  it('award and revoke a badge, as often as they are sent', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const { accessId, accessKey } = await makeKey(bridge);
    const key = basic(accessId, accessKey);
    for (let time = 0; time < 2; time += 1) {
      const response = await byHand(bridge, 'POST', `${member}/badges/kind`, key);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const badge = (await readShelf(bridge, member)).badges[1];
      assert.deepEqual(await response.json(), badge);
      assert.equal(badge?.earnedAt, new Date(bridge.now).toISOString());
    }
    for (let time = 0; time < 2; time += 1) {
      assert.equal((await byHand(bridge, 'DELETE', `${member}/badges/kind`, key)).status, 200);
      assert.equal((await readShelf(bridge, member)).badges[1]?.earnedAt, null);
    }
  });

  it('answer 404 for a badge or a member that is not there', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const { accessId, accessKey } = await makeKey(bridge);
    const key = basic(accessId, accessKey);
    await assertProblem(await byHand(bridge, 'POST', `${member}/badges/nope`, key), 404, 'unknown-badge');
    await assertProblem(await byHand(bridge, 'POST', 'nobody/badges/kind', key), 404, 'unknown-member');
    await assertProblem(await byHand(bridge, 'DELETE', '__proto__/badges/kind', key), 404, 'unknown-member');
    await assertProblem(await byHand(bridge, 'POST', `${member}/badges/kind`, key, 'nope'), 404, 'unknown-community');
  });

  it('refuse every other method', async (context) => {
    const bridge = await start(context);
    for (const method of ['PUT', 'PATCH', 'GET']) {
      const response = await byHand(bridge, method, 'm/badges/kind');
      await assertProblem(response, 405, 'method-not-allowed');
      assert.equal(response.headers.get('allow'), 'POST, DELETE');
    }
  });

  it('let nobody in without a good key of this community, and pages never', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const { accessId, accessKey } = await makeKey(bridge);
    const other = await makeKey(bridge, OTHER_COMMUNITY);
    const revoked = await makeKey(bridge);
    await keysOf(bridge).revoke(revoked.accessId);
    const token = await fetchToken(bridge, await makeKey(bridge));
    const good = basic(accessId, accessKey);
    const attacks: readonly (readonly [what: string, headers: Record<string, string>, status: number, code: string])[] =
      [
        ['nothing', {}, 401, 'unauthorized'],
        ['a wrong key', basic(accessId, 'x'.repeat(43)), 401, 'unauthorized'],
        ['an empty key', basic(accessId, ''), 401, 'unauthorized'],
        ['the key of another id', basic(revoked.accessId, accessKey), 401, 'unauthorized'],
        ['a revoked key', basic(revoked.accessId, revoked.accessKey), 401, 'unauthorized'],
        ['another community’s key', basic(other.accessId, other.accessKey), 401, 'unauthorized'],
        ['an embed token', bearer(token), 401, 'unauthorized'],
        ['a key as bearer', { authorization: `Bearer ${accessKey}` }, 401, 'unauthorized'],
        ['no base64', { authorization: 'Basic ~~~' }, 401, 'unauthorized'],
        ['two of them', { authorization: `${good['authorization']}, ${good['authorization']}` }, 401, 'unauthorized'],
        ['a good key from a page', { ...good, origin: PAGE }, 403, 'origin-not-allowed'],
        ['a good key from a sandboxed frame', { ...good, origin: 'null' }, 403, 'origin-not-allowed'],
      ];
    for (const [what, headers, status, code] of attacks) {
      for (const method of ['POST', 'DELETE']) {
        const response = await byHand(bridge, method, `${member}/badges/kind`, headers);
        await assertProblem(response, status, code).catch((error: unknown) => assert.fail(`${what}: ${String(error)}`));
        assert.equal(response.headers.get('access-control-allow-origin'), null, what);
      }
    }
    assert.equal((await readShelf(bridge, member)).badges[1]?.earnedAt, null);
    assert.ok(!bridge.log.join('').includes(accessKey));
  });
});

describe('a member’s topic', () => {
  it('tells progress, awards and revocations as they happen', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const { accessId, accessKey } = await makeKey(bridge);
    const stream = await bridge.openStream(`topics=member/${member}`);
    await stream.named('hello');
    await visit(bridge, 2);
    await byHand(bridge, 'POST', `${member}/badges/kind`, basic(accessId, accessKey));
    await byHand(bridge, 'DELETE', `${member}/badges/kind`, basic(accessId, accessKey));
    const told = [];
    for (const index of [0, 1, 2]) told.push((await stream.named('badges.changed', index)).data);
    const place = { topic: `member/${member}`, member };
    assert.deepEqual(
      told.map(({ seq, ...rest }) => rest),
      [
        {
          ...place,
          badges: [{ id: 'guest', change: 'awarded', earnedAt: '2025-09-02T10:00:00.000Z', progress: null }],
        },
        {
          ...place,
          badges: [{ id: 'kind', change: 'awarded', earnedAt: new Date(bridge.now).toISOString(), progress: null }],
        },
        { ...place, badges: [{ id: 'kind', change: 'revoked', earnedAt: null, progress: null }] },
      ],
    );
  });

  it('is told again to a reader who missed it', async (context) => {
    const bridge = await start(context);
    const member = await visit(bridge, 1);
    const { cursor } = await readShelf(bridge, member);
    await visit(bridge, 2);
    const stream = await bridge.openStream(`topics=member/${member}&cursor=${cursor}`);
    assert.equal(((await stream.named('badges.changed')).data['badges'] as { change: string }[])[0]?.change, 'awarded');
  });

  it('is, as "member/me", the one of the token’s member', async (context) => {
    const bridge = await start(context, { visibility: 'members' });
    const member = await visit(bridge, 1);
    const token = await fetchToken(bridge, await makeKey(bridge), { 'data-user-id': PERSON });
    const stream = await bridge.openStream('topics=member/me', bearer(token));
    assert.deepEqual((await stream.named('hello')).data['granted'], [`member/${member}`]);
    const refused = await bridge.openStream(`topics=member/${member},member/me`);
    assert.deepEqual(
      ((await refused.named('hello')).data['refused'] as { code: string }[]).map(({ code }) => code),
      ['token-required', 'token-required'],
    );
  });
});
