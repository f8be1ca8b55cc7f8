import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { NodeEnv, RouteContext } from './context.ts';
import { problemResponse } from './problem.ts';
import { requireQuery } from './request.ts';

export const readinessParameters = z.object({
  /** Whether the store takes writes is asked, too. */
  writes: z.optional(z.literal('')),
});

/**
 * Liveness (the process answers) and readiness (the store answers, and the bridge is not stopping). A store that takes no
 * writes is another question, `?writes`: a proxy that routes by readiness would take away what can still be read, and there
 * is no other bridge to send the writes to. Numbers are for `/metrics`, which not everybody may read.
 */
export function healthRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get('/healthz', () => Response.json({ status: 'ok' }, noStore))
    .get('/readyz', async (c) => {
      const { readiness, store, communities } = context;
      const { writes } = requireQuery(c, readinessParameters);
      if (readiness.isStopping) return problemResponse('shutting-down');
      await readiness.checkReads(store, communities);
      if (writes !== undefined) await readiness.checkWrites(store);
      return Response.json({ status: 'ready' }, noStore);
    });
}

const noStore = { headers: { 'cache-control': 'no-store' } };
