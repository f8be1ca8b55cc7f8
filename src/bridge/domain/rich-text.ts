import type { MessagePostedFact, Source } from '../../schemas/fact.ts';
import type { RichText } from '../../schemas/rich-text.ts';
import { readMarkup } from './rich-text/read-markup.ts';
import { readSlackMrkdwn } from './rich-text/read-slack-mrkdwn.ts';
import type { StoredMention, StoredRichText } from './rich-text/stored-rich-text.ts';

export { emojiText } from './rich-text/emoji.ts';
export { storedRichText, type StoredRichText } from './rich-text/stored-rich-text.ts';

/** A person by a platform's id. */
export type ExternalId = Pick<StoredMention, 'source' | 'externalId'>;

/** A message's body as a tree. Whatever the text is, the tree fits its schema: what is no markup we know is text. */
export function richTextOf({ text, format }: Pick<MessagePostedFact['message'], 'text' | 'format'>): StoredRichText {
  switch (format) {
    case 'slack-mrkdwn':
      return readSlackMrkdwn(text);
    case 'returning-text':
      return readMarkup(text);
    default:
      return format satisfies never;
  }
}

/** Who is mentioned in a body, each once. */
export function mentionedIds(body: StoredRichText): ExternalId[] {
  const found = new Map<string, ExternalId>();
  for (const node of body) {
    const ids = node.type === 'mention' ? [node] : 'children' in node ? mentionedIds(node.children) : [];
    for (const { source, externalId } of ids) found.set(`${source} ${externalId}`, { source, externalId });
  }
  return [...found.values()];
}

/**
 * A body as everyone may read it: with names in place of the platforms' ids.
 * @param nameOf undefined for a person nobody knows, or whose name is not to be shown
 */
export function presentRichText(
  body: StoredRichText,
  nameOf: (source: Source, externalId: string) => string | undefined,
): RichText {
  return body.map((node) => {
    if (node.type === 'mention') return { type: 'mention', name: nameOf(node.source, node.externalId) ?? null };
    if ('children' in node) return { ...node, children: presentRichText(node.children, nameOf) };
    return node;
  });
}
