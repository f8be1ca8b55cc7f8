import { html, type TemplateResult } from 'lit';
import type { RichText, RichTextNode } from '../schemas/rich-text.ts';

/** A message body. Every piece becomes text or an attribute through Lit; nothing is parsed as markup. */
export function richTextView(body: RichText): readonly (TemplateResult | string)[] {
  return body.map(nodeView);
}

function nodeView(node: RichTextNode): TemplateResult | string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br />`;
    case 'link':
      return html`<a href=${node.url} rel="noopener noreferrer" target="_blank">${node.text || node.url}</a>`;
    default:
      return node satisfies never;
  }
}
