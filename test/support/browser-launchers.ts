import type { TestRunnerConfig } from '@web/test-runner';
import { chromeLauncher, puppeteerCore as puppeteer } from '@web/test-runner-chrome';
import { requireProgram } from '../../scripts/find-program.ts';
import type { TestEngine } from '../../scripts/test-engines.ts';
import { WebkitLauncher } from './browser-webkit-launcher.ts';

type Launcher = NonNullable<TestRunnerConfig['browsers']>[number];

const quietChromium = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium and Firefox without a window, by the same library; it needs to be given to tell them apart in reports. */
export const launchers: Readonly<Record<TestEngine, () => Launcher>> = {
  chromium: () =>
    chromeLauncher({
      puppeteer,
      launchOptions: { executablePath: requireProgram('chromium'), args: quietChromium },
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      launchOptions: { browser: 'firefox', executablePath: requireProgram('firefox') },
    }),
  // The library's own types disagree under exactOptionalPropertyTypes, about the coverage of a session.
  webkit: () =>
    new WebkitLauncher({ driver: requireProgram('webkitDriver'), screen: requireProgram('screen') }) as Launcher,
};
