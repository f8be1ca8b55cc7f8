import { MAX_TEXT_LENGTH, type RichText } from '../../schemas/rich-text.ts';
import type { MessagePostedFact } from '../../schemas/fact.ts';

const MAX_LINES = 1000;

/** A message's body as a tree: its text and its line breaks. What is marked up in it stays text. */
export function richTextOf({ text, format }: MessagePostedFact['message']): RichText {
  const plain = format === 'slack-mrkdwn' ? unescapeSlack(text) : text;
  const lines = plain.slice(0, MAX_TEXT_LENGTH).split(/\r\n|\r|\n/, MAX_LINES);
  return lines.flatMap((line, index) => [
    ...(index === 0 ? [] : [{ type: 'break' as const }]),
    ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
  ]);
}

// Slack escapes these three and no others; the ampersand last, so that "&amp;lt;" stays "&lt;".
function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
