import * as z from 'zod/mini';
import { httpsUrl } from './primitives.ts';

/** The longest body kept, in UTF-16 units; the bridge cuts longer ones. */
export const MAX_TEXT_LENGTH = 10_000;

const text = z.object({ type: z.literal('text'), text: z.string().check(z.maxLength(MAX_TEXT_LENGTH)) });
const lineBreak = z.object({ type: z.literal('break') });
const link = z.object({
  type: z.literal('link'),
  url: httpsUrl,
  text: z.string().check(z.maxLength(MAX_TEXT_LENGTH)),
});

/** One piece of a message body. A browser never parses markup: the bridge made this tree from the platform's. */
export const richTextNode = z.union([text, lineBreak, link]);

/** A message body: at most 2,000 nodes. */
export const richText = z.array(richTextNode).check(z.maxLength(2000));

export type RichTextNode = z.infer<typeof richTextNode>;
export type RichText = z.infer<typeof richText>;
