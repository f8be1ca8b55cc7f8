import { pageUrl } from '../schemas/primitives.ts';

/** A page to be framed. */
export interface FramePage {
  readonly url: string;
  /** The only origin whose messages count. */
  readonly origin: string;
  /** What it is called; null: nobody says. */
  readonly name: string | null;
  /** Whether the bridge names it. Only such a page may have the platform's token. */
  readonly isNamed: boolean;
  /** The id of a widget of the platform; undefined for any other page. */
  readonly widgetId?: string | undefined;
}

/** A page that whoever writes the markup chose. @returns undefined for what is no https address, nor http on localhost */
export function pageAt(address: string | null): FramePage | undefined {
  const { success, data: url } = pageUrl.safeParse(address);
  if (!success) return undefined;
  const { origin, hostname } = new URL(url);
  return { url, origin, name: hostname, isNamed: false };
}

/**
 * What the frame loads. The platform's widgets take `?color=`; nothing else is known of them, and nothing at all of
 * other pages, which stay as they are.
 */
export function frameUrl({ url, widgetId }: FramePage, scheme: 'light' | 'dark'): string {
  if (widgetId === undefined) return url;
  const coloured = new URL(url);
  coloured.searchParams.set('color', scheme);
  return coloured.href;
}

/**
 * What a framed page may do: run its scripts, hold forms, open links in tabs, and be its own origin. A page of the
 * same origin as the one around it may not: with its scripts it could take its sandbox off.
 */
export function frameSandbox({ origin }: FramePage, ownOrigin: string): string {
  const rights = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox';
  return origin === ownOrigin ? rights : `${rights} allow-same-origin`;
}
