import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const main = new URL('../../src/bridge/main.ts', import.meta.url).pathname;

export interface BridgeProcessOptions {
  readonly port?: number;
  readonly dataDir: string;
  readonly config: string;
  readonly widgetsDir?: string;
  readonly pagesDir?: string;
}

/** A bridge in a process of its own, as an operator runs it. */
export class BridgeProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Resolves once the bridge says it is ready. */
  static async start(options: BridgeProcessOptions): Promise<BridgeProcess> {
    const child = spawn(process.execPath, [main], {
      env: {
        PORT: String(options.port ?? 0),
        DATA_DIR: options.dataDir,
        CONFIG: options.config,
        ...(options.widgetsDir !== undefined && { WIDGETS_DIR: options.widgetsDir }),
        ...(options.pagesDir !== undefined && { PAGES_DIR: options.pagesDir }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const { event, url } = JSON.parse(line) as { event?: string; url?: string };
      if (event === 'ready' && url !== undefined) return new BridgeProcess(child, url);
    }
    throw new Error('The bridge ended before it was ready.');
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Ends it without a chance to finish anything, and waits until it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to stop, and waits until it has. Answers its exit code. */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.#child.exitCode;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    await gone;
  }
}
