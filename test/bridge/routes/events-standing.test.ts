import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../../src/schemas/decode.ts';
import { standingEvents, type StandingChanged } from '../../../src/schemas/member-events.ts';
import { boardConfig } from '../../../src/schemas/config.ts';
import { bearer, fetchToken, keysOf, makeKey, PAGE, startWithAccess } from '../../support/bridge-access.ts';
import { COMMUNITY, type BridgeServer } from '../../support/bridge-server.ts';
import type { BridgeStream } from '../../support/bridge-stream.ts';
import { fixture, slackMessage } from '../ingest/fixtures.ts';

/** The demo's Jane, whom the fixture of a join brings in. */
const jane = { 'data-user-id': '1234' };
const changed = standingEvents['standing.changed'];

async function visit(bridge: BridgeServer, second: number): Promise<void> {
  const date = new Date(Date.parse('2025-09-02T10:00:00.000Z') + second * 1000).toISOString();
  await bridge.postReturning({ ...fixture('user-visits-server.json'), date });
}

async function scoresIn(stream: BridgeStream, index = 0): Promise<Record<string, number>> {
  const { standings } = decode(changed, (await stream.named('standing.changed', index)).data, 'the event');
  return Object.fromEntries(standings.map(({ board, period, score }) => [`${board}/${period}`, score]));
}

async function openAs(bridge: BridgeServer, token: string, origin = PAGE, query = ''): Promise<BridgeStream> {
  const stream = await bridge.openStream(`topics=standing/me${query}`, { ...bearer(token), origin });
  await stream.event(0);
  return stream;
}

async function startWithJane(
  ...args: Parameters<typeof startWithAccess>
): Promise<{ bridge: BridgeServer; token: string }> {
  const bridge = await startWithAccess(...args);
  await bridge.postReturning(fixture('user-joins-server.json'));
  return { bridge, token: await fetchToken(bridge, await makeKey(bridge), jane) };
}

describe('the topic "standing/me"', () => {
  it('tells a member their own scores, in one event for each thing they do, live and later', async (context) => {
    const { bridge, token } = await startWithJane(context);
    const stream = await openAs(bridge, token);
    const { granted, me, cursor } = (await stream.event(0)).data;
    assert.deepEqual(granted, [`standing/${String(me)}`]);
    await visit(bridge, 1);
    const scores = await scoresIn(stream);
    // The join was a week before, and the visit a day.
    assert.deepEqual([scores['top/all-time'], scores['inner/weekly'], scores['listed/daily']], [11, 1, undefined]);
    const later = await openAs(bridge, token, PAGE, `&cursor=${String(cursor)}`);
    assert.deepEqual(await scoresIn(later), scores);
    const told = [stream, later].map(({ events }) => events.filter(({ name }) => name === 'standing.changed').length);
    assert.deepEqual(told, [1, 1]);
  });

  it('tells nothing of what others do', async (context) => {
    const { bridge, token } = await startWithJane(context);
    const stream = await openAs(bridge, token);
    await bridge.postSlack(slackMessage({ text: 'from somebody else' }));
    await visit(bridge, 1);
    const { data } = await stream.named('standing.changed');
    const { seq, standings } = data as unknown as StandingChanged;
    assert.ok(standings.every(({ score }) => score >= 1));
    assert.ok(!stream.events.some((event) => event.name === 'standing.changed' && Number(event.data['seq']) < seq));
  });

  it('is refused without a token, and to everyone but the member', async (context) => {
    const { bridge, token } = await startWithJane(context);
    const { me } = (await (await openAs(bridge, token)).event(0)).data;
    const anyone = await bridge.openStream(`topics=standing/me,standing/${String(me)}`);
    const codes = (await anyone.event(0)).data['refused'] as { code: string }[];
    assert.deepEqual(
      codes.map(({ code }) => code),
      ['token-required', 'token-required'],
    );
    const other = await fetchToken(bridge, await makeKey(bridge), { 'data-user-id': 'somebody else' });
    const nosy = await bridge.openStream(`topics=standing/${String(me)},member/${String(me)}`, bearer(other));
    const { refused, granted } = (await nosy.event(0)).data;
    assert.deepEqual(refused, [{ topic: `standing/${String(me)}`, code: 'unknown-member' }]);
    assert.deepEqual(granted, [`member/${String(me)}`], 'the shelf is public');
    await visit(bridge, 1);
    await bridge.postReturning({ ...fixture('user-visits-server.json'), event: { name: 'Nothing we know' } });
    assert.doesNotMatch(nosy.raw + anyone.raw, /standing\.changed/);
  });

  it('tells each page of the boards it may show, and of none that does not show the member', async (context) => {
    const other = 'https://other.example';
    const boards = [
      boardConfig.parse({ slug: 'open', title: 'Open', periods: ['all-time'] }),
      boardConfig.parse({ slug: 'listed', title: 'Listed', periods: ['all-time'], origins: [PAGE] }),
      boardConfig.parse({
        slug: 'without',
        title: 'Not of Jane',
        periods: ['all-time'],
        excluded: { returning: ['1234'] },
      }),
    ];
    const { bridge } = await startWithJane(context, { changes: { boards } });
    const key = await keysOf(bridge).make({ communityId: COMMUNITY, name: 'two sites', origins: [PAGE, other] });
    const token = await fetchToken(bridge, key, jane);
    const [listed, elsewhere] = [await openAs(bridge, token), await openAs(bridge, token, other)];
    const { cursor } = (await elsewhere.event(0)).data;
    await visit(bridge, 1);
    assert.deepEqual(await scoresIn(listed), { 'open/all-time': 11, 'listed/all-time': 11 });
    assert.deepEqual(await scoresIn(elsewhere), { 'open/all-time': 11 });
    const later = await openAs(bridge, token, other, `&cursor=${String(cursor)}`);
    assert.deepEqual(await scoresIn(later), { 'open/all-time': 11 });
  });
});
