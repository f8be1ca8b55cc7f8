import * as z from 'zod/mini';
import { secret } from '../schemas/config.ts';

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
  }),
  { slug: undefined, periods: [], defaultPeriod: undefined, metric: undefined, points: undefined },
);

const channel = z.catch(z.object({ id: text, returning: listOf(text), slack: listOf(text) }), {
  id: undefined,
  returning: [],
  slack: [],
});

const secrets = listOf(z.catch(z.optional(secret), undefined));

const community = z.catch(
  z.object({
    id: text,
    hookSecrets: secrets,
    slackTeams: listOf(text),
    channels: listOf(channel),
    boards: listOf(board),
  }),
  { id: undefined, hookSecrets: [], slackTeams: [], channels: [], boards: [] },
);

export const configOutline = z.catch(
  z.object({
    demo: z.catch(z.boolean(), false),
    slack: z.catch(z.object({ signingSecrets: secrets }), { signingSecrets: [] }),
    communities: listOf(community),
  }),
  { demo: false, slack: { signingSecrets: [] }, communities: [] },
);

export type ConfigOutline = z.infer<typeof configOutline>;
export type CommunityOutline = ConfigOutline['communities'][number];
