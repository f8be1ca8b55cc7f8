import * as z from 'zod/mini';
import { secret } from './secret.ts';

const port = z.int().check(z.minimum(0), z.maximum(65_535));

/** An address or a network, for instance `10.0.0.0/8`. */
const network = z.string().check(z.maxLength(100), z.regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, 'must be an IP address, or a network such as 10.0.0.0/8')); // prettier-ignore

/** How the bridge is reached. */
export const serverConfig = z.strictObject({
  /** What stands before the bridge's own paths where a proxy passes it along, for instance `/community`. */
  basePath: z._default(
    z.string().check(z.maxLength(200), z.regex(/^(\/[\w.~-]+)*$/, 'must be empty, or begin with a slash and end without one')), // prettier-ignore
    '',
  ),
  /** Where the world reaches the bridge, base path included. Default: by its port on this machine. */
  publicUrl: z.optional(
    z.string().check(z.maxLength(500), z.refine(isPublicUrl, 'must be an http or https address without a query, and without a slash at its end')), // prettier-ignore
  ),
  /**
   * Whose `X-Forwarded-For` is believed: how many proxies stand before the bridge, or their addresses. With 0, the default,
   * nobody's.
   */
  trustProxy: z._default(z.union([z.int().check(z.minimum(0), z.maximum(10)), z.array(network).check(z.maxLength(100))], 'must be how many proxies there are, from 0 to 10, or a list of their addresses, for instance ["10.0.0.0/8"]'), 0), // prettier-ignore
  /** `/metrics`: at a listener of its own, or at the bridge's own address for whoever shows the key. Default: nowhere. */
  metrics: z.optional(
    z.union(
      [
        z.strictObject({ port, host: z._default(z.string().check(z.minLength(1), z.maxLength(253)), '127.0.0.1') }),
        z.strictObject({ key: secret }),
      ],
      'must be {"port": 9400}, with or without a "host", or {"key": …}, and not both',
    ),
  ),
});

function perMinute(standard: number) {
  return z._default(z.int().check(z.minimum(0), z.maximum(1_000_000)), standard);
}

/** How much is taken, from one address (of IPv6: from one /64) or with one key. 0 takes none. */
export const limitsConfig = z.strictObject({
  /** Hooks without a good secret or signature. Beyond, they are no longer logged. One that proves itself is always taken. */
  failedHooksPerMinute: perMinute(120),
  /** Boards, messages and the like. */
  readsPerMinute: perMinute(1200),
  /** Opened live streams. */
  streamOpensPerMinute: perMinute(300),
  /** Requests for embed tokens by address; they come from a site's servers, for all its visitors. */
  tokenTradesPerMinute: perMinute(1200),
  /** Requests for embed tokens by access key. */
  tokenTradesPerKeyPerMinute: perMinute(1200),
  /** Awards, revocations, erasures and links by access key. */
  writesPerKeyPerMinute: perMinute(1200),
  /** Streams open at one time from one address. */
  streamsPerAddress: z._default(z.int().check(z.minimum(1), z.maximum(1_000_000)), 200),
  /** Streams open at one time. Default: 10,000, or as many as the system's limit of open files allows. */
  streams: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
});

const days = z.int().check(z.minimum(1), z.maximum(36_500));

/** How long things are kept. What is older is deleted within the hour, for good. Left out: for ever. */
export const retentionConfig = z.strictObject({
  /** Standings of days, weeks, months and years, after their end. */
  endedPeriodsDays: z.optional(days),
  /** Messages, and the texts of the facts that brought them. */
  messagesDays: z.optional(days),
  /** Hooks that could not be read. */
  deadLettersDays: z.optional(days),
  /** What makes a repeat of a delivery known as one. Platforms repeat for hours, not weeks. */
  deliveriesDays: z.optional(days.check(z.minimum(7))),
  /** Facts, of which boards can be counted again. */
  factsDays: z.optional(days),
});

export type ServerConfig = z.infer<typeof serverConfig>;
export type LimitsConfig = z.infer<typeof limitsConfig>;
export type RetentionConfig = z.infer<typeof retentionConfig>;

function isPublicUrl(value: string): boolean {
  if (!URL.canParse(value) || value.endsWith('/')) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && username + password + search + hash === '';
}
