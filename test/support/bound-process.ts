import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export type BoundProcess = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Starts a program that the kernel ends when this process has ended, however it did: nothing is left behind by a
 * Ctrl-C, a crash or a kill. Linux only, as `setpriv` is.
 */
export async function spawnBound(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<BoundProcess> {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  await once(child, 'spawn');
  return child;
}

/** Rejects with what the process complained of, once it has ended. */
export async function failWhenEnded(child: BoundProcess, name: string): Promise<never> {
  throw new Error(`${name} ended: ${(await text(child.stderr)).trim()}`);
}

export async function endProcess(child: BoundProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
