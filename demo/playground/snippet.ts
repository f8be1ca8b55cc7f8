import type { Choices } from './choices.ts';
import { embedWidgets, type EmbedName } from '../../src/bridge/routes/embed/widgets.ts';
import { declarationsOf, widgetsOf, type WidgetMarkup } from './markup.ts';

export interface SnippetSource {
  /** The bridge's address. */
  readonly origin: string;
  readonly communityId: string;
}

export const snippetKinds = ['html', 'npm', 'frame'] as const;

export type SnippetKind = (typeof snippetKinds)[number];

/** What to paste to get what the preview shows: into a page, into a project with npm, or where only frames are allowed. */
export function snippetOf(kind: SnippetKind, choices: Choices, source: SnippetSource): string {
  switch (kind) {
    case 'html':
      return htmlSnippet(choices, source);
    case 'npm':
      return npmSnippet(choices, source);
    case 'frame':
      return frameSnippet(choices, source);
    default:
      return kind satisfies never;
  }
}

function htmlSnippet(choices: Choices, { origin, communityId }: SnippetSource): string {
  const { look } = choices;
  const script = { type: 'module', src: `${origin}/widgets.js`, 'data-community-id': communityId };
  const sheet = look === 'default' ? [] : [openTag('link', { rel: 'stylesheet', href: `${origin}/looks/${look}.css` })];
  return [`${openTag('script', script)}</script>`, ...sheet, ...bodyOf(choices)].join('\n');
}

function npmSnippet(choices: Choices, { origin, communityId }: SnippetSource): string {
  const { look } = choices;
  return [
    '// npm install returning-widgets',
    "import { configure } from 'returning-widgets';",
    "import 'returning-widgets/define';",
    ...(look === 'default' ? [] : [`import 'returning-widgets/looks/${look}.css';`]),
    '',
    `configure({ apiUrl: '${origin}', communityId: '${communityId}' });`,
    '',
    '/* and in the markup:',
    ...bodyOf(choices),
    '*/',
  ].join('\n');
}

/** Why two of the four are left out. */
const NOT_FRAMED = `<!-- A frame signs nobody in, and has no look or colours of the page. So there is no badge shelf for "me": name a member
     in /embed/badge-shelf?member-id=… And the page of a channel must be https there, which the demo's is not. -->`;

function frameSnippet(choices: Choices, { origin }: SnippetSource): string {
  const frames = widgetsOf(choices).flatMap(({ tag, attributes }) => {
    if (tag === 'returning-leaderboard') return frameOf('leaderboard', attributes, origin);
    return tag === 'returning-message-feed' ? frameOf('message-feed', attributes, origin) : [];
  });
  return [...frames, NOT_FRAMED].join('\n');
}

/** The page's own height, as oEmbed tells it, and of the attributes those that the page takes. */
function frameOf(name: EmbedName, attributes: WidgetMarkup['attributes'], origin: string): string {
  const { title, parameters, heightPx } = embedWidgets[name];
  const taken = given(attributes).filter(([attribute]) => attribute in parameters.shape);
  const query = new URLSearchParams(taken).toString();
  const height = `${heightPx(attributes)}`;
  const frame = { src: `${origin}/embed/${name}?${query}`, title, width: '600', height };
  return `${openTag('iframe', frame).replaceAll('&', '&amp;')}</iframe>`;
}

function bodyOf(choices: Choices): string[] {
  const widgets = widgetsOf(choices);
  return [...widgets.map(elementOf), ...styleOf(widgets, declarationsOf(choices))];
}

function elementOf({ tag, attributes }: WidgetMarkup): string {
  return `${openTag(tag, attributes)}</${tag}>`;
}

/** Values here are addresses, ids, words and numbers: none holds a quote. */
function openTag(tag: string, attributes: WidgetMarkup['attributes']): string {
  return `<${[tag, ...given(attributes).map(([name, value]) => `${name}="${value}"`)].join(' ')}>`;
}

function styleOf(widgets: readonly WidgetMarkup[], declarations: WidgetMarkup['attributes']): string[] {
  const lines = given(declarations).map(([property, value]) => `    ${property}: ${value};`);
  if (lines.length === 0) return [];
  return ['<style>', `  ${widgets.map(({ tag }) => tag).join(',\n  ')} {`, ...lines, '  }', '</style>'];
}

function given(record: WidgetMarkup['attributes']): [string, string][] {
  return Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
