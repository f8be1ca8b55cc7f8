import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface DemoProcessOptions {
  readonly name: string;
  /** What Node runs, with its arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** From SIGTERM to SIGKILL; default 5 s. */
  readonly killAfterMs?: number;
}

/** One process of the demo's tree: its output line by line, its end as a promise. */
export class DemoProcess {
  readonly name: string;
  /** Resolves, with the reason, once the process has ended or could not be started. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #killAfterMs: number;
  #hasEnded = false;

  constructor({ name, args, env, onLine, killAfterMs = 5000 }: DemoProcessOptions) {
    this.name = name;
    this.#killAfterMs = killAfterMs;
    this.#child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ended = this.#watchEnd();
    if (this.#child.stdout) createInterface({ input: this.#child.stdout }).on('line', onLine);
  }

  /** Ends the process, by force if it does not listen; resolves once it is gone. */
  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), this.#killAfterMs);
    await this.ended;
    clearTimeout(timer);
  }

  #watchEnd(): Promise<string> {
    return new Promise((resolve) => {
      const end = (reason: string) => {
        this.#hasEnded = true;
        resolve(reason);
      };
      this.#child.once('error', ({ message }) => end(message));
      // `close`, not `exit`: its last words have been read by then.
      this.#child.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }
}
