import type { Context } from 'hono';
import type { CommunityConfig } from '../../schemas/config.ts';
import { TokenOriginError } from '../access/access.ts';
import type { AccessRule } from '../access/access-rule.ts';
import { holdsToken } from '../access/bearer.ts';
import { refusalOf, type AccessRefusal, type Caller } from '../access/caller.ts';
import { TokenError } from '../access/tokens.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem } from './request.ts';

/** Who asks. @throws {RequestProblem} for a token that is not good here, and for one that stands in the address */
export async function requireCaller(
  c: Context<NodeEnv>,
  community: CommunityConfig,
  { access }: RouteContext,
): Promise<Caller> {
  if (holdsToken(c.req.query())) throw new RequestProblem('malformed-request', tokenInAddress);
  try {
    return await access.callerOf(community.id, (name) => c.req.header(name));
  } catch (error) {
    if (error instanceof TokenError || error instanceof TokenOriginError) throw accessProblem(error.code);
    throw error;
  }
}

/** @throws {RequestProblem} when the caller may not read what stands under the rule */
export function requireAccess(caller: Caller, rule: AccessRule): void {
  const code = refusalOf(caller, rule);
  if (code !== undefined) throw accessProblem(code);
}

const tokenInAddress =
  'A token never stands in an address, which is logged and kept: send it as "Authorization: Bearer".';

const details = {
  'origin-not-allowed': "Add the page's origin, exactly as browsers send it, to the list of origins that stands there.",
  'token-required': 'Send an embed token as "Authorization: Bearer".',
  'token-expired': 'Fetch another embed token.',
  'token-invalid': 'Fetch another embed token, for this community.',
} as const;

/** RFC 6750, 3: a challenge says that a token was missing by saying nothing of it. */
const challenges = {
  'origin-not-allowed': undefined,
  'token-required': 'Bearer realm="returning-widgets"',
  'token-expired': 'Bearer realm="returning-widgets", error="invalid_token", error_description="expired"',
  'token-invalid': 'Bearer realm="returning-widgets", error="invalid_token"',
} as const;

function accessProblem(code: AccessRefusal | TokenError['code']): RequestProblem {
  const challenge = challenges[code];
  return new RequestProblem(code, details[code], {
    vary: 'Authorization, Origin, Sec-Fetch-Site',
    ...(challenge !== undefined && { 'www-authenticate': challenge }),
  });
}
