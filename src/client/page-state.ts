import type { LiveConnection } from './live-connection.ts';

/** Where the widgets of a page find their bridge, when their own attributes do not say. */
export interface Settings {
  readonly apiUrl?: string | undefined;
  readonly communityId?: string | undefined;
}

/** What all copies of this package on one page share. Its shape may only grow within one major version. */
export interface PageState {
  settings: Settings;
  readonly settingsListeners: Set<() => void>;
  /** By `communityUrl`. */
  readonly connections: Map<string, LiveConnection>;
}

const key = Symbol.for('returning-widgets.1');

/** Made on first use, so that importing has no effect. */
export function pageState(): PageState {
  const page = globalThis as { [key]?: PageState };
  return (page[key] ??= { settings: {}, settingsListeners: new Set(), connections: new Map() });
}
