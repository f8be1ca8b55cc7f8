import type { Choices } from './choices.ts';
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

/** What a frame can't: be signed in, and have a look or styles of the page. */
function frameSnippet(choices: Choices, { origin }: SnippetSource): string {
  return widgetsOf(choices)
    .filter(({ tag }) => tag === 'returning-leaderboard' || tag === 'returning-message-feed')
    .map(({ tag, attributes }) => {
      const name = tag.replace('returning-', '');
      const query = new URLSearchParams(given({ ...attributes, 'token-url': undefined })).toString();
      const frame = { src: `${origin}/embed/${name}?${query}`, title: name, width: '600', height: '560' };
      return `${openTag('iframe', frame).replaceAll('&', '&amp;')}</iframe>`;
    })
    .join('\n');
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
