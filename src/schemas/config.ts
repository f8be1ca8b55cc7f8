import * as z from 'zod/mini';
import { communityAccess, ownAccess, userIdentifierMapping } from './access-config.ts';
import { communityBadges } from './badge-config.ts';
import { encryptionForm } from './encryption-config.ts';
import { channelKinds } from './frames.ts';
import { linkByEmail, links } from './link-config.ts';
import { MAX_BOARD_SIZE } from './leaderboard.ts';
import { period } from './period.ts';
import { limitsConfig, retentionConfig, serverConfig } from './operation-config.ts';
import { displayName, identifier, pageUrl, slug } from './primitives.ts';
import { secret } from './secret.ts';
import { returningUpstreamForm, slackUpstreamForm } from './upstream-config.ts';

export { secret, type Secret } from './secret.ts';

/** What one fact of each kind is worth on a board of points. Whole numbers; 0 counts nothing. */
export const points = z.strictObject({
  join: z._default(z.int(), 10),
  visit: z._default(z.int(), 1),
  post: z._default(z.int(), 2),
  refer: z._default(z.int(), 20),
  buy: z._default(z.int(), 5),
});

/** What a board counts: `points` by weight; the platform's own `xp` or `coins`; the others one for each. */
export const metrics = ['points', 'messages', 'visits', 'referrals', 'purchases', 'xp', 'coins'] as const;

const timeZone = z.string().check(z.refine(isTimeZone, 'must be an IANA time zone, for instance Europe/Berlin'));

export const boardConfig = z.strictObject({
  slug,
  title: displayName,
  description: z._default(z.string().check(z.maxLength(500)), ''),
  metric: z._default(z.enum(metrics), 'points'),
  /** Used by the metric `points`. */
  points: z.prefault(points, {}),
  periods: z._default(z.array(period).check(z.minLength(1)), ['all-time', 'monthly', 'weekly', 'daily']),
  defaultPeriod: z._default(period, 'all-time'),
  /** Where its days, weeks and months begin. Default: the community's. */
  timeZone: z.optional(timeZone),
  /** How many rows a snapshot holds. */
  size: z._default(z.int().check(z.minimum(1), z.maximum(MAX_BOARD_SIZE)), MAX_BOARD_SIZE),
  ...ownAccess,
});

const externalChannels = z._default(z.array(identifier).check(z.maxLength(100)), []);

/** A channel whose messages are shown. Messages of channels not named here count for boards, and their text is not kept. */
export const channelConfig = z
  .strictObject({
    id: slug,
    /** Default: the platform's, where it can be asked, else the id. */
    name: z.optional(displayName),
    /** Returning.AI channel ids that feed it. */
    returning: externalChannels,
    /** Slack channel ids that feed it. */
    slack: externalChannels,
    kind: z._default(z.enum(channelKinds), 'text'),
    /** The page a channel of the kind `frame` shows. */
    frame: z.optional(pageUrl),
    ...ownAccess,
  })
  .check(
    z.refine(({ kind, frame }) => kind !== 'frame' || frame !== undefined, {
      path: ['frame'],
      error: 'is needed: a channel of the kind "frame" shows that page',
    }),
  );

/** How Returning.AI's hooks of a community are encrypted (`x-encrypted: true`). */
export const encryptionConfig = z.strictObject({
  /** 32 characters each; several, so that one can be replaced. */
  keys: z.array(secret).check(z.minLength(1), z.maxLength(10)),
  /** Whether hooks that are not encrypted are refused. */
  required: z._default(z.boolean(), false),
  ...encryptionForm,
});

/** The platforms' own APIs, which the bridge asks for what no hook tells. Without a key nothing is asked. */
export const upstreamConfig = z.strictObject({
  returning: z.optional(
    z.strictObject({
      /** Of the messages, users and channels APIs ("community settings > API keys"). */
      apiKey: z.optional(secret),
      /** Of the badges API (`x-api-key`). */
      badgesKey: z.optional(secret),
      ...returningUpstreamForm,
    }),
  ),
  slack: z.optional(z.strictObject({ botToken: secret, ...slackUpstreamForm })),
});

const pathName = z.string().check(z.regex(/^[a-z0-9-]{1,64}$/, 'must be lower-case letters, digits and dashes'));

/** Where the platform's hosted widgets are. Seen in pages that embed them, and not documented: hence to be set. */
const hostedFrames = z.strictObject({
  /** Without a slash at its end. */
  baseUrl: z._default(
    pageUrl.check(z.refine((url) => !url.endsWith('/'), 'must not end with a slash')),
    'https://prod-widgets.returning.ai',
  ),
  paths: z.prefault(
    z.strictObject({
      channel: z._default(pathName, 'channel-widget'),
      store: z._default(pathName, 'store-widget'),
      milestone: z._default(pathName, 'milestone-widget'),
      social: z._default(pathName, 'social-widget'),
      currency: z._default(pathName, 'currency-overview-widget'),
    }),
    {},
  ),
});

export const communityConfig = z.strictObject({
  /** The platform's id of the community ("server"), which its hooks must name. */
  id: identifier,
  name: displayName,
  timeZone: z._default(timeZone, 'UTC'),
  /** Each is the last part of a hook address, `/hooks/returning/{secret}`; several, so that one can be replaced. */
  hookSecrets: z._default(z.array(secret).check(z.maxLength(10)), []),
  /** Default: encrypted hooks are refused. */
  encryption: z.optional(encryptionConfig),
  /** Slack workspaces whose events belong to this community. */
  slackTeams: z._default(z.array(identifier).check(z.maxLength(50)), []),
  ...communityAccess,
  userIdentifiers: userIdentifierMapping,
  links,
  linkByEmail,
  /** Whether a message that is deleted takes its points along. */
  deletedMessages: z._default(z.enum(['keep-points', 'revoke-points']), 'keep-points'),
  upstream: z.optional(upstreamConfig),
  frames: z.prefault(hostedFrames, {}),
  channels: z._default(z.array(channelConfig).check(z.maxLength(200)), []),
  boards: z._default(z.array(boardConfig).check(z.maxLength(50)), []),
  ...communityBadges,
});

/** The bridge's configuration: one JSON file. Unknown keys are mistakes, so that a misspelt one is not ignored. */
export const bridgeConfig = z.strictObject({
  $schema: z.optional(z.string()),
  /** Allows weak and `demo-` secrets. Never for a bridge that others can reach. */
  demo: z._default(z.boolean(), false),
  /** Slack signs every delivery with its app's signing secret; several, so that one can be replaced. */
  slack: z.prefault(z.strictObject({ signingSecrets: z._default(z.array(secret).check(z.maxLength(10)), []) }), {}),
  /** The first signs the embed tokens, all prove them, so that one can be replaced. At least 32 characters each. */
  embedTokens: z.prefault(
    z.strictObject({ signingSecrets: z._default(z.array(secret).check(z.maxLength(10)), []) }),
    {},
  ),
  /** How many log entries a community keeps for streams to resume from. */
  logEntries: z._default(z.int().check(z.minimum(1), z.maximum(10_000_000)), 100_000),
  /** `normal` survives the end of the process; `full` also the loss of power, at the price of a disk sync a hook. */
  durability: z._default(z.enum(['normal', 'full']), 'normal'),
  /** How the bridge is reached. */
  server: z.prefault(serverConfig, {}),
  /** How much one address or key may ask. */
  limits: z.prefault(limitsConfig, {}),
  /** How long things are kept. */
  retention: z.prefault(retentionConfig, {}),
  communities: z.array(communityConfig).check(z.minLength(1), z.maxLength(100)),
});

export type BoardConfig = z.infer<typeof boardConfig>;
export type ChannelConfig = z.infer<typeof channelConfig>;
export type CommunityConfig = z.infer<typeof communityConfig>;
export type UpstreamConfig = z.infer<typeof upstreamConfig>;
export type BridgeConfigFile = z.infer<typeof bridgeConfig>;
export type Metric = (typeof metrics)[number];

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
