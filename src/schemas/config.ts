import * as z from 'zod/mini';
import { MAX_BOARD_SIZE } from './leaderboard.ts';
import { period } from './period.ts';
import { displayName, identifier, slug } from './primitives.ts';

/** A secret as it stands, or where to find it, so that the file itself can be shown around. */
export const secret = z.union(
  [
    z.string().check(z.minLength(1), z.maxLength(512)),
    z.strictObject({ env: identifier }),
    z.strictObject({ file: z.string().check(z.minLength(1), z.maxLength(1024)) }),
  ],
  'must be a text, {"env": "NAME"} or {"file": "path"}',
);

/** What one fact of each kind is worth on a board of points. Whole numbers; 0 counts nothing. */
export const points = z.strictObject({
  join: z._default(z.int(), 10),
  visit: z._default(z.int(), 1),
  post: z._default(z.int(), 2),
  refer: z._default(z.int(), 20),
});

/** What a board counts: `points` by weight, the others one for each. */
export const metrics = ['points', 'messages', 'visits', 'referrals'] as const;

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
});

const externalChannels = z._default(z.array(identifier).check(z.maxLength(100)), []);

/** A channel whose messages are shown. Messages of channels not named here count for boards, and their text is not kept. */
export const channelConfig = z.strictObject({
  id: slug,
  name: displayName,
  /** Returning.AI channel ids that feed it. */
  returning: externalChannels,
  /** Slack channel ids that feed it. */
  slack: externalChannels,
});

export const communityConfig = z.strictObject({
  /** The platform's id of the community ("server"), which its hooks must name. */
  id: identifier,
  name: displayName,
  timeZone: z._default(timeZone, 'UTC'),
  /** Each is the last part of a hook address, `/hooks/returning/{secret}`; several, so that one can be replaced. */
  hookSecrets: z._default(z.array(secret).check(z.maxLength(10)), []),
  /** Slack workspaces whose events belong to this community. */
  slackTeams: z._default(z.array(identifier).check(z.maxLength(50)), []),
  channels: z._default(z.array(channelConfig).check(z.maxLength(200)), []),
  boards: z._default(z.array(boardConfig).check(z.maxLength(50)), []),
});

/** The bridge's configuration: one JSON file. Unknown keys are mistakes, so that a misspelt one is not ignored. */
export const bridgeConfig = z.strictObject({
  $schema: z.optional(z.string()),
  /** Allows weak and `demo-` secrets. Never for a bridge that others can reach. */
  demo: z._default(z.boolean(), false),
  /** Slack signs every delivery with its app's signing secret; several, so that one can be replaced. */
  slack: z.prefault(z.strictObject({ signingSecrets: z._default(z.array(secret).check(z.maxLength(10)), []) }), {}),
  /** How many log entries a community keeps for streams to resume from. */
  logEntries: z._default(z.int().check(z.minimum(1), z.maximum(10_000_000)), 100_000),
  /** `normal` survives the end of the process; `full` also the loss of power, at the price of a disk sync a hook. */
  durability: z._default(z.enum(['normal', 'full']), 'normal'),
  communities: z.array(communityConfig).check(z.minLength(1), z.maxLength(100)),
});

export type BoardConfig = z.infer<typeof boardConfig>;
export type ChannelConfig = z.infer<typeof channelConfig>;
export type CommunityConfig = z.infer<typeof communityConfig>;
export type BridgeConfigFile = z.infer<typeof bridgeConfig>;
export type Secret = z.infer<typeof secret>;
export type Metric = (typeof metrics)[number];

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
