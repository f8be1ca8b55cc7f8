import type { LiveConnection } from './live-connection.ts';
import type { GetToken, TokenSession } from './token-session.ts';

/** What the widgets of a page go by where their own attributes do not say. */
export interface Settings {
  /** Address of the bridge. */
  readonly apiUrl?: string | undefined;
  readonly communityId?: string | undefined;
  /** Where on the site's own server an embed token is to be had, by POST with cookies. */
  readonly tokenUrl?: string | undefined;
  /** Gets an embed token, in place of `tokenUrl`. */
  readonly getToken?: GetToken | undefined;
  /** Where on the site's own server a token of the platform is to be had for its framed widgets, by POST with cookies. */
  readonly frameTokenUrl?: string | undefined;
  /** Gets a token of the platform for its framed widgets, in place of `frameTokenUrl`. */
  readonly getFrameToken?: GetToken | undefined;
  /** Sentences in other words, by language (`en`) and name: what is left out stays as it is. */
  readonly strings?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/** A sentence, and its language as a BCP 47 tag. */
export interface Announcement {
  readonly sentence: string;
  readonly language: string;
}

/** Speaks for the widgets of one document. */
export interface Announcer {
  say(source: object, announcement: Announcement): void;
  forget(source: object): void;
}

/** What all copies of this package on one page share. Its shape may only grow within one major version. */
export interface PageState {
  settings: Settings;
  readonly settingsListeners: Set<() => void>;
  /** Without tokens, by `communityUrl`. */
  readonly connections: Map<string, Promise<LiveConnection>>;
  /** By where their tokens come from. */
  readonly sessions: Map<string | GetToken, TokenSession>;
  /** With the tokens of a session, by `communityUrl`. */
  readonly sessionConnections: WeakMap<TokenSession, Map<string, Promise<LiveConnection>>>;
  readonly announcers: WeakMap<Document, Announcer>;
}

const key = Symbol.for('returning-widgets.1');

/** Made on first use, so that importing has no effect. */
export function pageState(): PageState {
  const page = globalThis as { [key]?: PageState };
  return (page[key] ??= {
    settings: {},
    settingsListeners: new Set(),
    connections: new Map(),
    sessions: new Map(),
    sessionConnections: new WeakMap(),
    announcers: new WeakMap(),
  });
}
