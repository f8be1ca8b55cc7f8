import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { errorFields } from '../log.ts';
import { StoreUnavailableError } from '../store/store.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { HookRefusal } from './hook-refusal.ts';
import { limitProblem } from './limits.ts';
import { problemResponse } from './problem.ts';
import { RequestProblem } from './request.ts';

/** What a request gets that ended in an error. */
export async function answerError(error: Error, c: Context<NodeEnv>, context: RouteContext): Promise<Response> {
  if (error instanceof RequestProblem) return error.toResponse();
  if (error instanceof HookRefusal) return answerRefusedHook(error, c, context);
  // The pattern and not the address, which may hold a hook's secret.
  const route = matchedRoutes(c).at(-1)?.path;
  context.log.error('request-failed', { method: c.req.method, route, ...errorFields(error) });
  return problemResponse(error instanceof StoreUnavailableError ? 'store-unavailable' : 'internal');
}

// Only what failed to prove itself is counted against an address, so that nobody can have another's hooks refused.
async function answerRefusedHook(
  { platform, code, fields, detail }: HookRefusal,
  c: Context<NodeEnv>,
  { metrics, limits, log, addressOf }: RouteContext,
): Promise<Response> {
  const tooMany = code === 'unauthorized' ? await limits.take('failedHooks', addressOf(c)) : undefined;
  metrics.countRefusedHook(platform, tooMany === undefined ? code : 'rate-limited');
  if (tooMany !== undefined) return limitProblem(tooMany).toResponse();
  log.warn('hook-refused', { platform, code, reason: detail, ...fields });
  return problemResponse(code, detail);
}
