import * as z from 'zod/mini';
import { secret } from '../../schemas/config.ts';
import type { Mistake } from '../../schemas/decode.ts';
import { lookUp, type Environment } from './secrets.ts';
import type { UpstreamKeys } from '../upstream/upstream.ts';

export interface ResolvedUpstreamKeys {
  /** By community. */
  readonly upstreamKeys: ReadonlyMap<string, UpstreamKeys>;
  readonly mistakes: readonly Mistake[];
}

const key = z.catch(z.optional(secret), undefined);

/** The keys as far as they can be made out, see `configOutline`. */
const outline = z.catch(
  z.object({
    communities: z.array(
      z.catch(
        z.object({
          id: z.string(),
          upstream: z.object({
            returning: z.optional(z.object({ apiKey: key, badgesKey: key })),
            slack: z.optional(z.object({ botToken: key })),
          }),
        }),
        { id: '', upstream: {} },
      ),
    ),
  }),
  { communities: [] },
);

/** Looks up the keys of the platforms' APIs. They are the platforms' own, so that nothing is asked of their length. */
export async function resolveUpstreamKeys(raw: unknown, environment: Environment): Promise<ResolvedUpstreamKeys> {
  const mistakes: Mistake[] = [];
  const find = async (value: z.infer<typeof secret> | undefined, path: string): Promise<string | undefined> => {
    if (value === undefined) return undefined;
    try {
      return headerValue(await lookUp(value, environment));
    } catch (error) {
      mistakes.push({ path, message: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };
  const found = outline.parse(raw).communities.map(async ({ id, upstream: { returning, slack } }, index) => {
    const path = `communities.${index}.upstream`;
    const keys: UpstreamKeys = {
      apiKey: await find(returning?.apiKey, `${path}.returning.apiKey`),
      badgesKey: await find(returning?.badgesKey, `${path}.returning.badgesKey`),
      botToken: await find(slack?.botToken, `${path}.slack.botToken`),
    };
    return [id, keys] as const;
  });
  return { upstreamKeys: new Map(await Promise.all(found)), mistakes };
}

function headerValue(value: string): string {
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new Error('holds what can’t stand in a header: spaces, or signs beyond ASCII');
  return value;
}
