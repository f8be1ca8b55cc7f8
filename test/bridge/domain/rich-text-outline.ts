import type { StoredRichText } from '../../../src/bridge/domain/rich-text.ts';

/** A tree on one line: `a strong(b) code(c) link(https://x.y/ d) ⏎ e`, text in quotes. */
export function outline(body: StoredRichText): string {
  return body.map(outlineNode).join(' ');
}

function outlineNode(node: StoredRichText[number]): string {
  switch (node.type) {
    case 'text':
      return JSON.stringify(node.text);
    case 'break':
      return '⏎';
    case 'code':
    case 'emoji':
      return `${node.type}(${node.text})`;
    case 'link':
    case 'image':
      return `${node.type}(${node.url} ${node.text})`;
    case 'mention':
      return `mention(${node.source} ${node.externalId})`;
    default:
      return `${node.type}(${outline(node.children)})`;
  }
}
