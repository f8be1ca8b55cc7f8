import type { Context, MiddlewareHandler } from 'hono';
import type { LimitName, Refused } from '../access/limits.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem } from './request.ts';

/** What one address may ask of a community's endpoints in a minute. */
export function limitRequests(context: RouteContext): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    await requireRate(c.req.path.endsWith('/events') ? 'streamOpens' : 'reads', context.addressOf(c), context);
    await next();
  };
}

/** How many embed tokens one address may ask for in a minute. */
export function limitTokenTrades(context: RouteContext): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    await requireRate('tokenTrades', context.addressOf(c), context);
    await next();
  };
}

/** @throws {RequestProblem} when it is too many */
export async function requireRate(
  limit: LimitName,
  who: string,
  { limits }: Pick<RouteContext, 'limits'>,
): Promise<void> {
  const refused = await limits.take(limit, who);
  if (refused !== undefined) throw limitProblem(refused);
}

/** Finds room for a stream. @returns how to leave it @throws {RequestProblem} when there is none */
export function requireStreamRoom(c: Context<NodeEnv>, { limits, addressOf }: RouteContext): () => void {
  const room = limits.takeStream(addressOf(c));
  if (typeof room === 'function') return room;
  throw limitProblem(room);
}

export function limitProblem({ limit, retryAfterS }: Refused): RequestProblem {
  const code = limit === 'streams' ? 'streams-full' : limit === 'streamsPerAddress' ? 'too-many-streams' : 'rate-limited'; // prettier-ignore
  return new RequestProblem(code, `Try again in ${retryAfterS} seconds.`, { 'retry-after': String(retryAfterS) });
}
