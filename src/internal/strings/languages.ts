import type { Strings } from './strings.ts';

/**
 * The languages beside English, each a file that is loaded when a page uses it. Literal, so that bundlers and the build
 * see every file.
 */
export const languages: Readonly<Record<string, () => Promise<Strings>>> = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
};
