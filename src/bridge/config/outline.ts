import * as z from 'zod/mini';
import { secret } from '../../schemas/config.ts';

/**
 * The configuration as far as it can be made out: what does not fit is left out instead of refused, so that the mistakes
 * between parts are told together with those within them.
 */
const text = z.catch(z.optional(z.string()), undefined);

function listOf<Item extends z.ZodMiniType>(item: Item): z.ZodMiniType<z.output<Item>[]> {
  return z.catch(z.array(item), []);
}

const board = z.catch(
  z.object({
    slug: text,
    periods: listOf(text),
    defaultPeriod: text,
    metric: text,
    points: z.catch(z.unknown(), undefined),
    visibility: text,
  }),
  {
    slug: undefined,
    periods: [],
    defaultPeriod: undefined,
    metric: undefined,
    points: undefined,
    visibility: undefined,
  },
);

const channel = z.catch(z.object({ id: text, returning: listOf(text), slack: listOf(text), visibility: text }), {
  id: undefined,
  returning: [],
  slack: [],
  visibility: undefined,
});

const noRule = { board: undefined, period: undefined };
const badge = z.catch(z.object({ id: text, rule: z.catch(z.object({ board: text, period: text }), noRule) }), {
  id: undefined,
  rule: noRule,
});

const link = z.catch(z.object({ returning: text, slack: text }), { returning: undefined, slack: undefined });

const secrets = listOf(z.catch(z.optional(secret), undefined));

const place = z.catch(z.object({ field: text }), { field: undefined });

const encryption = z.catch(
  z.optional(
    z.object({
      keys: secrets,
      encoding: text,
      wrapper: z.catch(z.nullish(z.string()), undefined),
      iv: place,
      tag: place,
    }),
  ),
  undefined,
);

const community = z.catch(
  z.object({
    id: text,
    hookSecrets: secrets,
    encryption,
    slackTeams: listOf(text),
    links: listOf(link),
    linkByEmail: z.catch(z.optional(z.object({ secret: z.catch(z.optional(secret), undefined) })), undefined),
    visibility: text,
    shelf: z.catch(z.optional(z.object({ visibility: text })), undefined),
    channels: listOf(channel),
    boards: listOf(board),
    badges: listOf(badge),
  }),
  { id: undefined, hookSecrets: [], slackTeams: [], links: [], channels: [], boards: [], badges: [] },
);

export const configOutline = z.catch(
  z.object({
    demo: z.catch(z.boolean(), false),
    slack: z.catch(z.object({ signingSecrets: secrets }), { signingSecrets: [] }),
    embedTokens: z.catch(z.object({ signingSecrets: secrets }), { signingSecrets: [] }),
    server: z.catch(z.object({ metrics: z.catch(z.object({ key: z.catch(z.optional(secret), undefined) }), {}) }), {
      metrics: {},
    }),
    communities: listOf(community),
  }),
  {
    demo: false,
    slack: { signingSecrets: [] },
    embedTokens: { signingSecrets: [] },
    server: { metrics: {} },
    communities: [],
  },
);

export type ConfigOutline = z.infer<typeof configOutline>;
export type CommunityOutline = ConfigOutline['communities'][number];
