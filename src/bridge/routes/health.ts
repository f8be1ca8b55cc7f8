import { Hono } from 'hono';
import type { NodeEnv, RouteContext } from './context.ts';
import { problemResponse } from './problem.ts';

/** Liveness (the process answers, and counts what it did) and readiness (the store answers, and the bridge is not stopping). */
export function healthRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get('/healthz', async () => {
      const streams = [...context.hubs.values()].reduce((sum, hub) => sum + hub.streams, 0);
      return Response.json({ status: 'ok', hooks: await context.metrics.hookCounts(), streams }, noStore);
    })
    .get('/readyz', async () => {
      if (!context.isReady()) return problemResponse('shutting-down');
      for (const { id } of context.communities) await context.store.readLog(id, { after: 0, limit: 0 });
      return Response.json({ status: 'ready' }, noStore);
    });
}

const noStore = { headers: { 'cache-control': 'no-store' } };
