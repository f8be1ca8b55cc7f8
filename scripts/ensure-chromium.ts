import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { findChromium } from './find-chromium.ts';

/**
 * Sees to it that the browser tests have a browser: silent when there is one, installs Debian's as root (its package
 * brings a font along, and the tests look at no glyphs, so no more fonts are needed), else says what to run and fails.
 */

const INSTALL = 'apt-get install -y --no-install-recommends chromium';
/** Another apt, for instance a fresh machine's first update, may hold apt's locks. */
const LOCK_WAIT_S = 120;
const LOCK_RETRY_S = 5;

process.exitCode = await ensureChromium();

async function ensureChromium(): Promise<number> {
  if (findChromium() !== undefined) return 0;
  const configured = process.env['CHROMIUM_PATH'];
  if (configured !== undefined)
    return fail(`CHROMIUM_PATH is ${configured}, which does not start: correct or unset it.`);
  if (!existsSync('/etc/debian_version')) return fail('No Chromium here: install one and set CHROMIUM_PATH to it.');
  if (process.getuid?.() !== 0) return fail(`No Chromium here: run "sudo ${INSTALL}", or set CHROMIUM_PATH to one.`);
  console.log('No Chromium here: installing the one of the system’s packages.');
  const failure = (await updateLists()) ?? run(INSTALL);
  if (failure !== undefined)
    return fail(`${failure}\nChromium could not be installed: run "${INSTALL}", or set CHROMIUM_PATH to one.`);
  return findChromium() === undefined ? fail('The installed Chromium does not start: run "chromium --version".') : 0;
}

/** apt waits for dpkg's lock by itself, and not for the one on its lists. */
async function updateLists(): Promise<string | undefined> {
  for (let waitedS = 0; ; waitedS += LOCK_RETRY_S) {
    const failure = run('apt-get update');
    if (!failure?.includes('Could not get lock') || waitedS >= LOCK_WAIT_S) return failure;
    await delay(LOCK_RETRY_S * 1000);
  }
}

/** @returns all the command said, when it failed */
function run(command: string): string | undefined {
  const [program = '', ...args] = command.split(' ');
  const options = ['-o', `DPkg::Lock::Timeout=${LOCK_WAIT_S}`, '-o', 'Acquire::Retries=3'];
  const { status, stdout, stderr, error } = spawnSync(program, [...options, ...args], {
    encoding: 'utf8',
    maxBuffer: Infinity,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0 ? undefined : [stdout, stderr, error?.message].join('').trim();
}

function fail(line: string): number {
  console.error(line);
  return 1;
}
