import { defaults, type Choices } from './choices.ts';

type Attributes = Readonly<Record<string, string | undefined>>;

/** A widget as the choices want it. An attribute without a value is left out: the widget's default is what is wanted. */
export interface WidgetMarkup {
  readonly tag: 'returning-leaderboard' | 'returning-badge-shelf' | 'returning-message-feed' | 'returning-channel';
  readonly attributes: Attributes;
}

/** As many as the demo's community has. */
const BADGES = '8';
const everyPeriod = 'all-time monthly weekly daily';

export function widgetsOf(choices: Choices): readonly WidgetMarkup[] {
  const { board, period, rows, periods, show, layout, order, messages, viewer } = choices;
  const shared = sharedAttributes(choices);
  return [
    {
      tag: 'returning-leaderboard',
      attributes: {
        board,
        period,
        'period-options': periods ? everyPeriod : undefined,
        limit: numberUnlessDefault('rows', rows),
        ...shared,
      },
    },
    {
      tag: 'returning-badge-shelf',
      attributes: {
        limit: BADGES,
        show: unlessDefault('show', show),
        layout: unlessDefault('layout', layout),
        ...shared,
      },
    },
    {
      tag: 'returning-message-feed',
      attributes: {
        'channel-id': 'general',
        limit: numberUnlessDefault('messages', messages),
        order: unlessDefault('order', order),
        ...shared,
      },
    },
    {
      tag: 'returning-channel',
      attributes: {
        'channel-id': 'watch-party',
        height: '320',
        ...shared,
        'frame-token-url': viewer === 'nobody' ? undefined : `/demo/frame-token?as=${viewer}`,
      },
    },
  ];
}

function sharedAttributes({ theme, locale, viewer, live }: Choices): Attributes {
  return {
    theme: unlessDefault('theme', theme),
    locale: unlessDefault('locale', locale),
    live: live ? undefined : 'off',
    // Without a name the demo's site answers that nobody is signed in.
    'token-url': viewer === 'nobody' ? '/demo/token' : `/demo/token?as=${viewer}`,
  };
}

/** The CSS declarations all widgets get, by property. Undefined: none, the default is what is wanted. */
export function declarationsOf(choices: Choices): Attributes {
  const { accent, background, surface, text } = choices;
  const pixels = (name: 'width' | 'radius' | 'space') => numberUnlessDefault(name, choices[name], 'px');
  return {
    'max-width': pixels('width'),
    '--returning-radius': pixels('radius'),
    '--returning-space': pixels('space'),
    '--returning-accent': accent,
    '--returning-background': background,
    '--returning-surface': surface,
    '--returning-text': text,
  };
}

function unlessDefault<Name extends keyof Choices>(name: Name, value: Choices[Name] & string): string | undefined {
  return value === defaults[name] ? undefined : value;
}

function numberUnlessDefault(name: keyof Choices, value: number, unit = ''): string | undefined {
  return value === defaults[name] ? undefined : `${value}${unit}`;
}
