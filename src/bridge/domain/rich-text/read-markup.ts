import { Parser } from 'htmlparser2';
import MarkdownIt from 'markdown-it';
import { HtmlHandler } from './html-handler.ts';
import { RichTextBuilder } from './rich-text-builder.ts';
import type { StoredRichText } from './stored-rich-text.ts';

// What a person means by lines stays lines: "- a" needs no list, "1986. What a year" is none, and an indent is no code.
const markdown = new MarkdownIt({ html: true, breaks: true, linkify: true }).disable([
  'blockquote',
  'code',
  'hr',
  'lheading',
  'list',
  'reference',
  'table',
]);
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

/**
 * Text that may be plain, Markdown or HTML, or any of these mixed. Markdown may hold HTML, so all becomes HTML, and of that
 * is kept what the tree has a word for. The HTML goes no further than this function.
 */
export function readMarkup(text: string): StoredRichText {
  const html = markdown.render(text);
  const builder = new RichTextBuilder();
  new Parser(new HtmlHandler(builder, html)).end(html);
  return builder.build();
}
