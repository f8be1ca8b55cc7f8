import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** Another apt, for instance a fresh machine's first update, may hold apt's locks. */
const LOCK_WAIT_S = 120;
const LOCK_RETRY_S = 5;

/** For a person to run, too. */
export function installCommand(packages: readonly string[]): string {
  return `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/** @returns all that apt said, when it failed */
export async function aptInstall(packages: readonly string[]): Promise<string | undefined> {
  return (await updateLists()) ?? run(installCommand(packages));
}

/** apt waits for dpkg's lock by itself, and not for the one on its lists. */
async function updateLists(): Promise<string | undefined> {
  for (let waitedS = 0; ; waitedS += LOCK_RETRY_S) {
    const failure = run('apt-get update');
    if (!failure?.includes('Could not get lock') || waitedS >= LOCK_WAIT_S) return failure;
    await delay(LOCK_RETRY_S * 1000);
  }
}

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
