import type { TestContext } from 'node:test';
import { AccessKeys, type NewAccessKey } from '../../src/bridge/access/keys.ts';
import { boardConfig, channelConfig, type CommunityConfig } from '../../src/schemas/config.ts';
import { BridgeServer, COMMUNITY, demoConfig, type BridgeServerOptions } from './bridge-server.ts';

/** The page that access keys and lists of origins know here. */
export const PAGE = 'https://www.example.com';
export const TOKEN_SECRETS = [
  'the first secret of tokens, 32 or more',
  'the second secret of tokens, 32 or more',
] as const;

/** Another community of the same bridge. */
export const OTHER_COMMUNITY = 'other';

/** The demo's community with a board of each kind: `top` for anyone, `inner` for members, `listed` for one page. */
export async function startWithAccess(
  context: TestContext,
  { changes = {}, ...options }: BridgeServerOptions & { readonly changes?: Partial<CommunityConfig> } = {},
): Promise<BridgeServer> {
  const demo = await demoConfig();
  const [first] = demo.communities;
  const [general] = first?.channels ?? [];
  if (first === undefined || general === undefined) throw new Error('The demo has no community with a channel.');
  const boards = [
    boardConfig.parse({ slug: 'top', title: 'For anyone' }),
    boardConfig.parse({ slug: 'inner', title: 'For members', visibility: 'members' }),
    boardConfig.parse({ slug: 'listed', title: 'For one page', origins: [PAGE] }),
  ];
  const channels = [
    general,
    channelConfig.parse({ id: 'staff', name: 'Staff', visibility: 'members', slack: ['C0STAFF'] }),
  ];
  const community = { ...first, boards, channels, ...changes };
  const communities = [community, { ...community, id: OTHER_COMMUNITY, slackTeams: [] }];
  return BridgeServer.start(context, { ...options, config: { ...demo, communities, tokenSecrets: TOKEN_SECRETS } });
}

/** The keys of a running bridge, as its command line has them. */
export function keysOf(bridge: BridgeServer): AccessKeys {
  const hasCommunity = (id: string): boolean => id === COMMUNITY || id === OTHER_COMMUNITY;
  return new AccessKeys({ store: bridge.store, clock: () => bridge.now, hasCommunity });
}

export async function makeKey(bridge: BridgeServer, communityId = COMMUNITY): Promise<NewAccessKey> {
  return keysOf(bridge).make({ communityId, name: 'the site', origins: [PAGE] });
}

/** Trades a key for a token, as a site's server does. */
export async function postTokenRequest(
  bridge: BridgeServer,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  path = '/v1/embed-tokens',
): Promise<Response> {
  return fetch(bridge.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export async function fetchToken(
  bridge: BridgeServer,
  key: NewAccessKey,
  userIdentifiers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const response = await postTokenRequest(bridge, { ...key, userIdentifiers });
  const { data } = (await response.json()) as { data: { embedToken: string } };
  return data.embedToken;
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}
