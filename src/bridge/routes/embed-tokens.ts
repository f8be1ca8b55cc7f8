import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import { userIdentifierName } from '../../schemas/access-config.ts';
import type { CommunityConfig } from '../../schemas/config.ts';
import { TOKEN_LIFETIME_S } from '../access/tokens.ts';
import { identityKeysOf } from '../access/user-identifiers.ts';
import { identityRef, resolveIdentity } from '../domain/identity.ts';
import { newMemberId } from '../new-member-id.ts';
import { refusePages } from './access-key.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { requireRate } from './limits.ts';
import { requireBody } from './request-body.ts';
import { RequestProblem } from './request.ts';

const MAX_BODY_BYTES = 16 * 1024;

const secretText = z.string().check(z.minLength(1), z.maxLength(300));
const identifierValue = z.union([
  z.string().check(z.minLength(1), z.maxLength(200)),
  z.pipe(z.int(), z.transform(String)),
]);

export const tokenRequest = z.object({
  accessId: secretText,
  accessKey: secretText,
  userIdentifiers: z._default(z.record(userIdentifierName, identifierValue), {}),
});

type TokenRequest = z.infer<typeof tokenRequest>;

/** Ours, and the one the platform's own widgets know. */
export const tokenPaths = ['/v1/embed-tokens', '/v2/api/widget-access-keys/token'] as const;

/** Where a site's server trades its access key for the token of one of its visitors. Never for pages. */
export function embedTokenRoutes(context: RouteContext): Hono<NodeEnv> {
  const routes = new Hono<NodeEnv>();
  for (const path of tokenPaths) routes.post(path, (c) => answer(c, context));
  return routes;
}

async function answer(c: Context<NodeEnv>, context: RouteContext): Promise<Response> {
  const { access, communities, store, log } = context;
  refusePages(c);
  if (access.tokens === undefined)
    throw new RequestProblem('not-found', 'This bridge has no embedTokens.signingSecrets.');
  const { accessId, accessKey, userIdentifiers } = await requireBody(c, tokenRequest, MAX_BODY_BYTES);
  const key = await access.keys.prove(accessId, accessKey);
  const community = key && communities.find(key.communityId);
  if (key === undefined || community === undefined) {
    log.warn('embed-token-refused');
    throw new RequestProblem('unauthorized', 'The access id or the access key is not good.');
  }
  await requireRate('tokenTradesPerKey', accessId, context);
  const member = (await findMember(userIdentifiers, community, store)) ?? newMemberId();
  const embedToken = await access.tokens.make({ ...key, member });
  log.info('embed-token-made', { community: community.id, accessId });
  return Response.json(
    { data: { embedToken, expiresIn: TOKEN_LIFETIME_S } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

/** @returns the first member known by what the identifiers say */
async function findMember(
  identifiers: TokenRequest['userIdentifiers'],
  { id, userIdentifiers: mapping }: CommunityConfig,
  store: RouteContext['store'],
): Promise<string | undefined> {
  const keys = identityKeysOf(identifiers, mapping);
  const view = await store.read(id, [() => ({ documents: keys.map(identityRef) })]);
  return keys.map((key) => resolveIdentity(view, key)).find((member) => member !== undefined);
}
