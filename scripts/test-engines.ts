import type { TestProgramName } from './find-program.ts';

/** The engines that the browser tests run in, and what each of them starts. */
export const testEngines = {
  chromium: ['chromium'],
  firefox: ['firefox'],
  webkit: ['webkitDriver', 'screen'],
} as const satisfies Record<string, readonly TestProgramName[]>;

export type TestEngine = keyof typeof testEngines;

/** @param names those of one run, as in `BROWSERS=chromium,firefox`; unless given, all */
export function chosenEngines(names = process.env['BROWSERS']): readonly TestEngine[] {
  const all = Object.keys(testEngines) as TestEngine[];
  if (names === undefined) return all;
  const chosen = names.split(',').map((name) => name.trim());
  const unknown = chosen.filter((name) => !Object.hasOwn(testEngines, name));
  if (unknown.length > 0)
    throw new Error(`BROWSERS is "${names}": write one or more of ${all.join(',')}, or unset it for all of them.`);
  return all.filter((engine) => chosen.includes(engine));
}
