import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer, COMMUNITY } from '../../support/bridge-server.ts';

const community = `/v1/communities/${COMMUNITY}`;

describe('a path that is asked for by a method it does not take', () => {
  it('tells which ones it takes, each path there is', async (context) => {
    const { url, bridge } = await BridgeServer.start(context);
    const routes = bridge.app.routes.filter(({ method }) => method !== 'ALL');
    const byPath = Map.groupBy(routes, ({ path }) => path.replaceAll(/:\w+/g, 'x'));
    assert.ok(byPath.size > 15);
    for (const [path, its] of byPath) {
      const response = await fetch(url + path, { method: 'PATCH' });
      const taken = new Set(its.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])));
      assert.deepEqual(new Set(response.headers.get('allow')?.split(', ')), taken, path);
      await assertProblem(response, 405, 'method-not-allowed');
    }
  });

  it('refuses likewise below a base path, and whoever writes it differently', async (context) => {
    const { url } = await BridgeServer.start(context);
    for (const path of [
      `${community}/leaderboards/top`,
      `${community}/leaderboards/%74op`,
      '/v1/communities/nobody/leaderboards',
    ]) {
      // prettier-ignore
      await assertProblem(await fetch(url + path, { method: 'DELETE' }), 405, 'method-not-allowed');
    }
  });

  it('is told apart from what is not there', async (context) => {
    const { url } = await BridgeServer.start(context);
    for (const path of [
      '/',
      '/nothing',
      '/v1',
      '/v1/communities',
      `${community}/nothing`,
      '/hooks',
      '/hooks/other',
      '/healthz/',
      '/embed/nothing',
    ]) {
      // prettier-ignore
      await assertProblem(await fetch(url + path, { method: 'POST', body: '{}' }), 404, 'not-found');
    }
  });

  it('is readable to a page that only asked what it may', async (context) => {
    const { url } = await BridgeServer.start(context);
    assert.equal((await fetch(`${url}${community}/leaderboards`, { method: 'OPTIONS' })).status, 204);
    assert.equal((await fetch(`${url}${community}/leaderboards`, { method: 'HEAD' })).status, 200);
  });
});
