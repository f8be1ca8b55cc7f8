import { readBridgeLine } from './bridge-log.ts';
import { DemoProcess, type DemoProcessOptions } from './demo-process.ts';

export type Command = Omit<DemoProcessOptions, 'onLine' | 'name'>;

export interface RunDemoOptions {
  readonly bridge: Command;
  /** @param url the bridge's address */
  readonly platform: (url: string) => Command;
  /** Called once the bridge is ready; the stand-in platform waits for it. */
  readonly onReady: (url: string) => void | Promise<void>;
  /** For what a person should see: the bridge's warnings and errors, and all the stand-in platform says. */
  readonly print: (line: string) => void;
  /** Ends the demo. */
  readonly signal: AbortSignal;
}

/**
 * Runs the bridge, and the stand-in platform once the bridge is ready, until the signal aborts or one of them ends.
 * @returns the exit code, once all of them are gone: 0 after the signal, 1 when a process ended by itself
 */
export async function runDemo({ bridge, platform, onReady, print, signal }: RunDemoOptions): Promise<number> {
  const running: DemoProcess[] = [];
  const launch = (name: string, command: Command, onLine: (line: string) => void) =>
    running.push(new DemoProcess({ name, ...command, onLine }));
  const bridgeReady = new Promise<string>((resolve) => {
    launch('bridge', bridge, (line) => {
      const read = readBridgeLine(line);
      if (read.kind === 'ready') resolve(read.url);
      if (read.kind === 'notable') print(`bridge: ${line}`);
    });
  });
  try {
    const url = await Promise.race([bridgeReady, endOf(running, signal)]);
    if (typeof url !== 'string') return report(url, print);
    await onReady(url);
    launch('stand-in platform', platform(url), (line) => print(`platform: ${line}`));
    return report(await endOf(running, signal), print);
  } finally {
    await Promise.all(running.map((process) => process.stop()));
  }
}

type End = { readonly kind: 'asked' } | { readonly kind: 'by-itself'; readonly name: string; readonly reason: string };

function endOf(running: readonly DemoProcess[], signal: AbortSignal): Promise<End> {
  const asked = new Promise<End>((resolve) => {
    const handleAbort = () => resolve({ kind: 'asked' });
    if (signal.aborted) handleAbort();
    signal.addEventListener('abort', handleAbort, { once: true });
  });
  const ends = running.map(async ({ name, ended }): Promise<End> => ({ kind: 'by-itself', name, reason: await ended }));
  return Promise.race([asked, ...ends]);
}

function report(end: End, print: (line: string) => void): number {
  if (end.kind === 'asked') return 0;
  print(`The ${end.name} ended by itself (${end.reason}), so the demo ends.`);
  return 1;
}
