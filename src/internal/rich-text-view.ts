import { html, type TemplateResult } from 'lit';
import type { RichText, RichTextNode } from '../schemas/rich-text.ts';

type Piece = TemplateResult | string;

/**
 * A message body. Every piece becomes text or an attribute through Lit; nothing is parsed as markup.
 * @param someone stands for who is mentioned without a name
 */
export function richTextView(body: RichText, someone: string): readonly Piece[] {
  return body.map((node) => nodeView(node, someone));
}

function nodeView(node: RichTextNode, someone: string): Piece {
  switch (node.type) {
    case 'text':
    case 'emoji':
      return node.text;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'break':
      return html`<br />`;
    case 'strong':
      return html`<strong>${richTextView(node.children, someone)}</strong>`;
    case 'emphasis':
      return html`<em>${richTextView(node.children, someone)}</em>`;
    case 'strike':
      return html`<s>${richTextView(node.children, someone)}</s>`;
    case 'link':
      return html`<a href=${node.url} rel="noopener noreferrer" target="_blank">${node.text || node.url}</a>`;
    case 'mention':
      return html`<bdi part="mention">@${node.name ?? someone}</bdi>`;
    case 'image':
      return html`<img
        alt=${node.text}
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
        src=${node.url}
      />`;
    default:
      return node satisfies never;
  }
}
