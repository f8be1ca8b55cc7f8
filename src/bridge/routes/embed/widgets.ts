import * as z from 'zod/mini';

/** A widget that has a page of its own to be framed. */
export interface EmbedWidget {
  readonly tag: string;
  /** Names the page where its content may not. */
  readonly title: string;
  /** The parameters of the page's address, each an attribute of the element. */
  readonly parameters: z.ZodMiniObject<Readonly<Record<string, z.ZodMiniOptional<z.ZodMiniString>>>>;
  /** In px, of a frame that nobody said another height for. */
  readonly heightPx: (attributes: EmbedAttributes) => number;
}

export type EmbedAttributes = Readonly<Record<string, string | undefined>>;

// What says where data, scripts or tokens come from is left out on purpose: whoever writes the address of a page does
// not decide whom it trusts.
const shared = ['community-id', 'theme', 'locale', 'live', 'load', 'heading-level'] as const;

/** The widgets by the last part of their pages' addresses. */
export const embedWidgets = {
  leaderboard: widget({
    tag: 'returning-leaderboard',
    title: 'Leaderboard',
    attributes: ['board', 'period', 'period-options', 'limit', 'member-url', 'avatars'],
    heightPx: ({ limit, 'period-options': choice }) => (choice === undefined ? 111 : 147) + 48 * count(limit, 10),
  }),
  'badge-shelf': widget({
    tag: 'returning-badge-shelf',
    title: 'Badges',
    attributes: ['member-id', 'show', 'layout', 'limit'],
    // Three stand side by side in such a frame; a single row has a scroll bar.
    heightPx: ({ limit, layout }) => 88 + (layout === 'row' ? 216 : 200 * Math.ceil(count(limit, 12) / 3)),
  }),
  channel: widget({
    tag: 'returning-channel',
    title: 'Channel',
    attributes: ['channel-id', 'widget', 'widget-id', 'height'],
    heightPx: heightAsked,
  }),
  'message-feed': widget({
    tag: 'returning-message-feed',
    title: 'Messages',
    attributes: ['channel-id', 'limit', 'order', 'height', 'member-url'],
    heightPx: heightAsked,
  }),
} as const satisfies Record<string, EmbedWidget>;

export type EmbedName = keyof typeof embedWidgets;

export const embedNames = Object.keys(embedWidgets) as EmbedName[];

interface WidgetForm extends Omit<EmbedWidget, 'parameters'> {
  readonly attributes: readonly string[];
}

function widget({ attributes, ...form }: WidgetForm): EmbedWidget {
  const value = z.optional(z.string().check(z.maxLength(500)));
  const names = [...shared, ...attributes];
  return { ...form, parameters: z.object(Object.fromEntries(names.map((name) => [name, value]))) };
}

function heightAsked({ height }: EmbedAttributes): number {
  return 54 + count(/^(\d{2,4})(?:px)?$/.exec(height ?? '')?.[1], 480);
}

function count(text: string | undefined, fallback: number): number {
  return text !== undefined && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : fallback;
}
