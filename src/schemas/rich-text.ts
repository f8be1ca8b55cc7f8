import * as z from 'zod/mini';
import { atMost, displayName, httpsUrl } from './primitives.ts';

/** The longest body kept, in UTF-16 units; the bridge cuts longer ones. */
export const MAX_TEXT_LENGTH = 10_000;

/** The most pieces in one list, and, as the bridge makes it, in a whole body. */
export const MAX_NODES = 2000;

const text = z.string().check(atMost(MAX_TEXT_LENGTH));

/** A tree whose mentions have this shape: as the bridge keeps them, or as everyone may read them. */
export function richTextWith<Mention extends z.ZodMiniType>(mention: Mention) {
  const leaves = [
    z.object({ type: z.enum(['text', 'code', 'emoji']), text }),
    z.object({ type: z.enum(['break']) }),
    /** `text` is what the link or, for who can't see it, the image says. An empty one of a link: its address. */
    z.object({ type: z.enum(['link', 'image']), url: httpsUrl, text }),
    mention,
  ] as const;
  const around = <Children extends z.ZodMiniType>(children: Children) => {
    const span = z.object({ type: z.enum(['strong', 'emphasis', 'strike']), children });
    return z.array(z.union([...leaves, span])).check(atMost(MAX_NODES));
  };
  // Each kind of span stands once on the way to a leaf, so three levels hold all; nothing that reads it can go deeper.
  return around(around(around(z.array(z.union(leaves)).check(atMost(MAX_NODES)))));
}

/** A message body. A browser never parses markup: the bridge made this tree from the platform's. */
export const richText = richTextWith(
  /** The name of a member; null when nobody may be named. */
  z.object({ type: z.enum(['mention']), name: z.nullable(displayName) }),
);

export type RichText = z.infer<typeof richText>;
export type RichTextNode = RichText[number];
