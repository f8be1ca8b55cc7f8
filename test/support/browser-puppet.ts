import { until } from './browser-page.ts';

/** What a framed page of `browser-frame-origin.ts` told the test's page. */
export interface PuppetWord {
  readonly source: MessageEventSource | null;
  readonly origin: string;
  readonly data: unknown;
}

/** The second origin of the tests: where its pages are, and what they tell. */
export class Puppets {
  /** All that arrived since `listen`. */
  readonly words: PuppetWord[] = [];
  readonly #stop = new AbortController();
  #origin = '';

  /** Listens from now on, until `stop`. */
  static async listen(): Promise<Puppets> {
    const puppets = new Puppets();
    puppets.#origin = await (await fetch('/frame-origin')).text();
    const { signal } = puppets.#stop;
    addEventListener('message', ({ source, origin, data }) => puppets.words.push({ source, origin, data }), { signal });
    return puppets;
  }

  stop(): void {
    this.#stop.abort();
  }

  get origin(): string {
    return this.#origin;
  }

  /** The same server, as another origin. */
  get otherOrigin(): string {
    return this.#origin.replace('localhost', '127.0.0.1');
  }

  /** A page that tells its parent these messages as soon as it runs. */
  url(say: readonly unknown[] = [], origin = this.#origin): string {
    return `${origin}/page?say=${encodeURIComponent(JSON.stringify(say))}`;
  }

  /** A page that leads to another. */
  leadingTo(url: string): string {
    return `${this.#origin}/elsewhere?to=${encodeURIComponent(url)}`;
  }

  get endless(): string {
    return `${this.#origin}/endless`;
  }

  /** Lets a page tell its parent something, and waits until that has arrived. */
  async say(frame: HTMLIFrameElement, message: unknown): Promise<void> {
    const told = JSON.stringify(message);
    const count = this.#countOf(frame, told);
    frame.contentWindow?.postMessage({ puppetOrder: message }, '*');
    await until(() => this.#countOf(frame, told) > count);
  }

  /** How many pages of all frames have run. */
  get pages(): number {
    return this.words.filter(({ data }) => hasKey(data, 'puppetAt')).length;
  }

  /** The addresses at which pages of a frame have run, in their order. */
  visits(frame: HTMLIFrameElement): string[] {
    return this.#saidBy(frame).flatMap((data) => (hasKey(data, 'puppetAt') ? [String(data.puppetAt)] : []));
  }

  /** What pages of a frame were told by the page around them. */
  heard(frame: HTMLIFrameElement): unknown[] {
    return this.#saidBy(frame).flatMap((data) => (hasKey(data, 'puppetHeard') ? [data.puppetHeard] : []));
  }

  async arrival(frame: HTMLIFrameElement, visits = 1): Promise<void> {
    await until(() => this.visits(frame).length >= visits);
  }

  #countOf(frame: HTMLIFrameElement, text: string | undefined): number {
    return this.#saidBy(frame).filter((data) => JSON.stringify(data) === text).length;
  }

  #saidBy({ contentWindow }: HTMLIFrameElement): unknown[] {
    return this.words.flatMap(({ source, data }) => (source === contentWindow ? [data] : []));
  }
}

function hasKey<Key extends string>(data: unknown, key: Key): data is Record<Key, unknown> {
  return typeof data === 'object' && data !== null && key in data;
}
