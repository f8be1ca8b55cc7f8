import { html, nothing, type TemplateResult } from 'lit';
import type { RichText, RichTextNode } from '../schemas/rich-text.ts';
import { imageView } from './avatar-view.ts';

type Piece = TemplateResult | string;

/**
 * A message body. Every piece becomes text or an attribute through Lit; nothing is parsed as markup.
 * @param someone stands for who is mentioned without a name
 */
export function richTextView(body: RichText, someone: string): readonly Piece[] {
  return body.map((node) => nodeView(node, someone));
}

/** What a body says, without its form. */
export function textOf(body: RichText): string {
  return body
    .map((node) => {
      if ('children' in node) return textOf(node.children);
      if ('text' in node) return node.text;
      return node.type === 'mention' ? `@${node.name ?? ''}` : ' ';
    })
    .join('');
}

function nodeView(node: RichTextNode, someone: string): Piece {
  switch (node.type) {
    case 'text':
    case 'emoji':
      return node.text;
    case 'code':
      return html`<code class=${node.text.includes('\n') ? 'block' : nothing} dir="ltr">${node.text}</code>`;
    case 'break':
      return html`<br />`;
    case 'strong':
      return html`<strong>${richTextView(node.children, someone)}</strong>`;
    case 'emphasis':
      return html`<em>${richTextView(node.children, someone)}</em>`;
    case 'strike':
      return html`<s>${richTextView(node.children, someone)}</s>`;
    case 'mention':
      return html`<bdi part="mention">@${node.name ?? someone}</bdi>`;
    // Of a picture the link's text shows until it has loaded and where it can't, in the same place.
    case 'link':
    case 'image':
      return html`<a
        class=${node.type === 'image' ? 'picture' : nothing}
        href=${node.url}
        rel="noopener noreferrer"
        target="_blank"
        >${node.text || node.url}${node.type === 'image' ? imageView(node.url) : nothing}</a
      >`;
    default:
      return node satisfies never;
  }
}
