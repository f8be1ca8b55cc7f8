import { defaults, type Choices } from './choices.ts';

/** A widget as the choices want it. An attribute without a value is left out: the widget's default is what is wanted. */
export interface WidgetMarkup {
  readonly tag: 'returning-leaderboard' | 'returning-message-feed';
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

export interface SnippetSource {
  /** The bridge's address. */
  readonly origin: string;
  readonly communityId: string;
}

export function widgetsOf({ board, period, rows, messages, live }: Choices): readonly WidgetMarkup[] {
  const liveMode = live ? undefined : 'off';
  return [
    {
      tag: 'returning-leaderboard',
      attributes: { board, period, limit: unlessDefault('rows', rows), live: liveMode },
    },
    {
      tag: 'returning-message-feed',
      attributes: { 'channel-id': 'general', limit: unlessDefault('messages', messages), live: liveMode },
    },
  ];
}

/** The CSS declarations both widgets get, by property. Undefined: none, the default is what is wanted. */
export function declarationsOf(choices: Choices): Readonly<Record<string, string | undefined>> {
  const { accent, background, surface, text } = choices;
  const pixels = (name: 'width' | 'radius' | 'space') => unlessDefault(name, choices[name], 'px');
  return {
    'color-scheme': choices.scheme === 'auto' ? undefined : choices.scheme,
    'max-width': pixels('width'),
    '--returning-radius': pixels('radius'),
    '--returning-space': pixels('space'),
    '--returning-accent': accent,
    '--returning-background': background,
    '--returning-surface': surface,
    '--returning-text': text,
  };
}

/** What to paste into a page to get what the preview shows. */
export function snippetOf(choices: Choices, { origin, communityId }: SnippetSource): string {
  const script = { type: 'module', src: `${origin}/widgets.js`, 'data-community-id': communityId };
  const widgets = widgetsOf(choices);
  const elements = [openTag('script', script) + '</script>', ...widgets.map(elementOf)];
  return [...elements, ...styleOf(widgets, declarationsOf(choices))].join('\n');
}

function elementOf({ tag, attributes }: WidgetMarkup): string {
  return `${openTag(tag, attributes)}</${tag}>`;
}

/** Values here are addresses, ids, words and numbers: none of them needs escaping. */
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

function unlessDefault(name: keyof Choices, value: number, unit = ''): string | undefined {
  return value === defaults[name] ? undefined : `${value}${unit}`;
}
