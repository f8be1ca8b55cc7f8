import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { temporaryFolder, undoAfter } from './bridge-folder.ts';
import { PATIENCE_MS } from './bridge-stream.ts';

const main = new URL('../../src/bridge/main.ts', import.meta.url).pathname;
const demoConfigPath = new URL('../../demo/bridge.config.json', import.meta.url).pathname;

/** A bridge as an operator runs it: a process of its own. */
export class BridgeChild {
  /** What it wrote to standard output, line by line. */
  readonly lines: string[] = [];
  /** What it wrote to standard error: nothing, unless it did not start or crashed. */
  errors = '';
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly #child: ChildProcess;
  readonly #ready = Promise.withResolvers<string>();

  /** @param environment in addition to a free port, a folder of its own and the demo's configuration */
  static async start(context: TestContext, environment: Readonly<Record<string, string>> = {}): Promise<BridgeChild> {
    const own = { PORT: '0', DATA_DIR: await temporaryFolder(context), CONFIG: demoConfigPath };
    const bridge = new BridgeChild({ PATH: process.env['PATH'] ?? '', ...own, ...environment });
    undoAfter(context, () => bridge.kill('SIGKILL'));
    return bridge;
  }

  private constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (this.#child.stdout) createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.ended = this.#watchEnd();
    this.#ready.promise.catch(() => undefined); // A test that expects it to fail does not wait for it.
  }

  /** Resolves with its address, rejects when it ends instead. */
  async ready(): Promise<string> {
    return this.#ready.promise;
  }

  /** The log's entries. */
  get log(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.signal(signal);
    await this.ended;
  }

  #take(line: string): void {
    this.lines.push(line);
    const { event, url } = JSON.parse(line) as { event?: unknown; url?: unknown };
    if (event === 'ready') this.#ready.resolve(String(url));
  }

  async #watchEnd(): Promise<number | string> {
    const [code, signal] = (await once(this.#child, 'close')) as [number | null, string | null];
    this.#ready.reject(new Error(`The bridge ended: ${this.lines.join('\n')}${this.errors}`));
    return code ?? signal ?? 'unknown';
  }
}

/** Fails a test that would wait for ever. */
export async function inTime<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what}: not within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
