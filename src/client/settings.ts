import { callSafely } from './call-safely.ts';
import { pageState, type Settings } from './page-state.ts';

/** Sets the page's defaults; what is left out stays as it is. Widgets on the page follow at once. */
export function configure(changes: Settings): void {
  const page = pageState();
  page.settings = { ...page.settings, ...changes };
  for (const listener of [...page.settingsListeners]) callSafely(listener);
}

export function settings(): Settings {
  return pageState().settings;
}

/** Calls after each later `configure()`. @returns what stops it */
export function watchSettings(listener: () => void): () => void {
  const { settingsListeners } = pageState();
  // Wrapped, so that one function given twice is two listeners, each stopped on its own.
  const entry = (): void => listener();
  settingsListeners.add(entry);
  return () => void settingsListeners.delete(entry);
}
