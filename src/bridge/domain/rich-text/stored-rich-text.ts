import * as z from 'zod/mini';
import { source } from '../../../schemas/fact.ts';
import { identifier } from '../../../schemas/primitives.ts';
import { richTextWith } from '../../../schemas/rich-text.ts';

/** A person as a text names them: by the platform's id, which is nobody else's business. */
export const storedMention = z.object({ type: z.literal('mention'), source, externalId: identifier });

/** A message body as it is kept. */
export const storedRichText = richTextWith(storedMention);

export type StoredMention = z.infer<typeof storedMention>;
export type StoredRichText = z.infer<typeof storedRichText>;
export type StoredNode = StoredRichText[number];
