import { spawnSync } from 'node:child_process';

const usualPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The Chromium the browser tests run in: `CHROMIUM_PATH` and no other when it is set, else the first usual one that
 * starts. Being there is not enough: Ubuntu's `chromium-browser` only says that a snap is missing.
 */
export function findChromium(chromiumPath = process.env['CHROMIUM_PATH']): string | undefined {
  const candidates = chromiumPath === undefined ? usualPaths : [chromiumPath];
  return candidates.find((path) => spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0);
}
