import * as z from 'zod/mini';

/** Where an API lives, without a slash at its end: https, or http on this machine. */
const apiUrl = z
  .string()
  .check(
    z.maxLength(500),
    z.refine(isApiUrl, 'must be an https address without a query, and without a slash at its end'),
  );

function apiUrlOr(address: string): z.ZodMiniDefault<typeof apiUrl> {
  return z._default(apiUrl, address);
}

const limits = {
  /** How long one request may take, in ms. */
  timeoutMs: z._default(z.int().check(z.minimum(100), z.maximum(60_000)), 10_000),
  /** The platform's own limit is not documented for Returning.AI; for Slack's `users.info` it is about 100. */
  requestsPerMinute: z._default(z.int().check(z.minimum(2), z.maximum(10_000)), 60),
};

/** How Returning.AI's REST API is reached. */
export const returningUpstreamForm = {
  /** Each generation of the API has its own address. */
  baseUrls: z.prefault(
    z.strictObject({
      messages: apiUrlOr('https://api.returning.ai/v1'),
      /** Users, channels, and sending. */
      integration: apiUrlOr('https://integration.returning.ai/apis/v1'),
      badges: apiUrlOr('https://rai-api.returning.ai/api/v1'),
    }),
    {},
  ),
  /** Where users are listed, below `baseUrls.integration`. Not documented where we looked: see "Get Users with Filters". */
  usersPath: z._default(
    z.string().check(z.maxLength(200), z.regex(/^\/[\w./-]+$/, 'must begin with a slash')),
    '/users/filter',
  ),
  /** What that list calls a user's id: asked for beside `xp` and `coins`. Not documented where we looked. */
  userIdField: z._default(z.string().check(z.maxLength(100), z.regex(/^\w+$/, 'must be a word')), 'user_id'),
  /** How often `xp` and `coins` of everyone are read, where a board counts them. */
  scoresEveryMinutes: z._default(z.int().check(z.minimum(1), z.maximum(1440)), 15),
  ...limits,
};

/** How Slack's Web API is reached. */
export const slackUpstreamForm = { baseUrl: apiUrlOr('https://slack.com/api'), ...limits };

function isApiUrl(value: string): boolean {
  if (!URL.canParse(value) || value.endsWith('/')) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && username + password + search + hash === '';
}
