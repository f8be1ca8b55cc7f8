import type { MiddlewareHandler } from 'hono';
import type { NodeEnv } from './context.ts';

/** How long a browser may keep a preflight's answer. The longest that Chromium heeds. */
const PREFLIGHT_AGE_S = 7200;

/**
 * Lets any page ask, and hear why it gets nothing; what it may read each answer says itself (`answerHeaders`). Only reads
 * are for pages.
 */
export const corsForPages: MiddlewareHandler<NodeEnv> = async (c, next) => {
  if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: preflightHeaders });
  await next();
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  // A stream has written its own head.
  const isProblem = !c.env.outgoing.headersSent && c.res.headers.get('content-type') === 'application/problem+json';
  if (isRead && isProblem) for (const [name, value] of Object.entries(readableHeaders)) c.header(name, value);
  return undefined;
};

const readableHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' };

const preflightHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'Authorization, Last-Event-ID',
  'access-control-max-age': String(PREFLIGHT_AGE_S),
};
