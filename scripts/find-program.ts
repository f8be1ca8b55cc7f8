import { spawnSync } from 'node:child_process';

export interface TestProgram {
  readonly title: string;
  /** Debian's package of it. */
  readonly package: string;
  /** The environment variable that names another copy of it. */
  readonly variable: string;
  readonly usualPaths: readonly string[];
  /** With this the program only says something about itself, and ends well. */
  readonly question: string;
}

/** What the tests in browsers start. WebKit is a driver, which brings its browser along, and a screen to show it on. */
export const testPrograms = {
  chromium: {
    title: 'Chromium',
    package: 'chromium',
    variable: 'CHROMIUM_PATH',
    usualPaths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
    question: '--version',
  },
  firefox: {
    title: 'Firefox',
    package: 'firefox-esr',
    variable: 'FIREFOX_PATH',
    usualPaths: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
    question: '--version',
  },
  webkitDriver: {
    title: 'WebKitWebDriver',
    package: 'webkit2gtk-driver',
    variable: 'WEBKIT_DRIVER_PATH',
    usualPaths: ['/usr/bin/WebKitWebDriver'],
    question: '--help',
  },
  screen: {
    title: 'Xvfb',
    package: 'xvfb',
    variable: 'XVFB_PATH',
    usualPaths: ['/usr/bin/Xvfb'],
    question: '-help',
  },
} as const satisfies Record<string, TestProgram>;

export type TestProgramName = keyof typeof testPrograms;

/**
 * The copy of a program that the tests start: the one its variable names and no other when that is set, else the first
 * usual one that starts. Being there is not enough: Ubuntu's `chromium-browser` only says that a snap is missing.
 */
export function findProgram(name: TestProgramName): string | undefined {
  const { variable, usualPaths, question } = testPrograms[name];
  const configured = process.env[variable];
  const candidates = configured === undefined ? usualPaths : [configured];
  return candidates.find((path) => spawnSync(path, [question], { stdio: 'ignore', timeout: 20_000 }).status === 0);
}

export function requireProgram(name: TestProgramName): string {
  const path = findProgram(name);
  if (path !== undefined) return path;
  throw new Error(`No ${testPrograms[name].title} was found: run "node scripts/ensure-browsers.ts".`);
}
