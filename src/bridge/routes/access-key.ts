import type { Context } from 'hono';
import type { CommunityConfig } from '../../schemas/config.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { requireRate } from './limits.ts';
import { RequestProblem } from './request.ts';

/** RFC 7617, 2. */
const basic = /^Basic +([A-Za-z0-9+/]{1,1000}={0,2}) *$/i;

/**
 * Lets in the servers of a community: `Authorization: Basic`, the access id as the user and the access key as the password.
 * Never pages.
 * @returns the access id
 * @throws {RequestProblem} also when the key was used too often
 */
export async function requireAccessKey(
  c: Context<NodeEnv>,
  community: CommunityConfig,
  context: RouteContext,
): Promise<string> {
  refusePages(c);
  const { accessId, accessKey } = readCredentials(c.req.header('authorization'));
  const key = await context.access.keys.prove(accessId, accessKey);
  if (key === undefined || key.communityId !== community.id) {
    throw new RequestProblem('unauthorized', 'Send an access id and its key as "Authorization: Basic".', {
      'www-authenticate': 'Basic realm="returning-widgets"',
    });
  }
  await requireRate('writesPerKey', key.accessId, context);
  return key.accessId;
}

/** A page that holds an access key gives it to all its visitors. @throws {RequestProblem} */
export function refusePages(c: Context<NodeEnv>): void {
  if (c.req.header('origin') === undefined) return;
  throw new RequestProblem('origin-not-allowed', 'Access keys are for servers: ask from yours, never from a page.');
}

// A key has no colon; an id may, if its community's has one.
function readCredentials(authorization = ''): { accessId: string; accessKey: string } {
  const text = Buffer.from(basic.exec(authorization)?.[1] ?? '', 'base64').toString('utf8');
  const colon = text.lastIndexOf(':');
  return { accessId: text.slice(0, Math.max(0, colon)), accessKey: text.slice(colon + 1) };
}
