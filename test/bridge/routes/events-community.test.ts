import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memberEvents } from '../../../src/schemas/member-events.ts';
import { decode } from '../../../src/schemas/decode.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { bearer, fetchToken, makeKey, startWithAccess } from '../../support/bridge-access.ts';
import { COMMUNITY, demoConfig, type BridgeServer } from '../../support/bridge-server.ts';
import type { BridgeStream } from '../../support/bridge-stream.ts';
import { fixture } from '../ingest/fixtures.ts';

interface Joined {
  readonly name: string;
  readonly id: string;
}

async function join(bridge: BridgeServer, id: string, displayname: string): Promise<void> {
  const body = fixture('user-joins-server.json');
  const user = { ...(body['user'] as object), id, displayname, nicename: id, referredBy: '' };
  assert.equal((await bridge.postReturning({ ...body, user })).status, 200);
}

async function joinedIn(stream: BridgeStream, index: number): Promise<Joined> {
  const { data } = await stream.named('member.joined', index);
  return decode(memberEvents['member.joined'], data, 'the event').member;
}

const readable = async (bridge: BridgeServer, query = 'topics=community'): Promise<BridgeStream> => {
  const stream = await bridge.openStream(query);
  assert.deepEqual((await stream.event(0)).data['granted'], ['community']);
  return stream;
};

describe('the topic "community"', () => {
  it('tells who joins, who is one with another, and who is erased, each once; later too', async (context) => {
    const bridge = await startWithAccess(context);
    const [community] = (await demoConfig()).communities;
    assert.ok(community);
    const stream = await readable(bridge);
    await join(bridge, 'u1', 'Una');
    await join(bridge, 'u1', 'Una');
    await join(bridge, 'u2', 'Dua');
    const [una, dua] = [await joinedIn(stream, 0), await joinedIn(stream, 1)];
    assert.deepEqual([una.name, dua.name], ['Una', 'Dua']);
    const where = { store: bridge.store, community, now: bridge.now };
    await linkMember({ ...where, member: una.id, key: 'returning:id:u2' });
    const merged = (await stream.named('member.merged')).data;
    assert.equal(merged['from'], dua.id);
    assert.equal((merged['into'] as { id: string }).id, una.id);
    await eraseMember(bridge.store, community, una.id, bridge.now);
    const erased = (await stream.named('member.erased')).data;
    assert.deepEqual(erased, { topic: 'community', seq: erased['seq'], member: una.id });
    const { cursor } = (await stream.event(0)).data;
    const later = await readable(bridge, `topics=community&cursor=${String(cursor)}`);
    const gone = [await later.named('member.erased', 0), await later.named('member.erased', 1)];
    assert.deepEqual(
      gone.map(({ data }) => data['member']),
      [dua.id, una.id],
    );
    assert.doesNotMatch(later.raw, /Una|Dua|member\.joined/);
  });

  it('names members as the community says, and leaves out whom it excludes', async (context) => {
    const excluded = { returning: ['u1'], slack: [] };
    const bridge = await startWithAccess(context, { changes: { names: 'masked', excluded } });
    const stream = await readable(bridge);
    await join(bridge, 'u1', 'Una');
    await join(bridge, 'u2', 'Dua');
    assert.equal((await joinedIn(stream, 0)).name, 'D•••');
    assert.doesNotMatch(stream.raw, /Una|U•••/);
  });

  it('is for members only where the community is', async (context) => {
    const bridge = await startWithAccess(context, { changes: { visibility: 'members' } });
    const anyone = await bridge.openStream('topics=community');
    const refused = [{ topic: 'community', code: 'token-required' }];
    assert.deepEqual((await anyone.event(0)).data['refused'], refused);
    const token = await fetchToken(bridge, await makeKey(bridge, COMMUNITY));
    const member = await bridge.openStream('topics=community', bearer(token));
    assert.deepEqual((await member.event(0)).data['granted'], ['community']);
  });
});
