import { html, raw } from 'hono/html';
import { PAGE_STYLE } from './policy.ts';
import type { EmbedAttributes } from './widgets.ts';
import { directionOf } from './page-language.ts';

export interface EmbedPage {
  readonly tag: string;
  /** By names that are known; their values may be anything. */
  readonly attributes: EmbedAttributes;
  readonly title: string;
  readonly language: string;
  /** Where oEmbed describes the page; undefined: nowhere. */
  readonly oembedUrl: string | undefined;
}

const schemes = ['light', 'dark'];

// To the byte what the policy's hash is made of, and so out of reach of whatever formats templates.
const style = raw(`<style>${PAGE_STYLE}</style>`);

/** A whole HTML page that holds one widget and fills its frame. */
export async function renderEmbedPage({ tag, attributes, title, language, oembedUrl }: EmbedPage): Promise<string> {
  const { theme = '' } = attributes;
  const page = html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="${schemes.includes(theme) ? theme : 'light dark'}" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <base target="_blank" />
        ${style}
        <script type="module" src="../widgets.js"></script>
        ${oembedUrl === undefined ? '' : renderDiscovery(oembedUrl, title)}
      </head>
      <body>
        ${renderElement(tag, attributes)}
      </body>
    </html> `;
  return String(await page);
}

/** oEmbed 1.0, section 4. */
function renderDiscovery(url: string, title: string): ReturnType<typeof html> {
  return html`<link rel="alternate" type="application/json+oembed" href="${url}" title="${title}" />`;
}

function renderElement(tag: string, attributes: EmbedAttributes): ReturnType<typeof html> {
  const pairs = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return html`<${raw(tag)}${pairs.map(([name, value]) => html` ${raw(name)}="${value}"`)}></${raw(tag)}>`;
}
