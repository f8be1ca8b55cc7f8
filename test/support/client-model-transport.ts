import type { ModelBridge } from './client-model-bridge.ts';
import type { Delivery, ModelStream } from './client-model-stream.ts';

interface OpenStream {
  readonly stream: ModelStream;
  readonly body: ReadableStreamDefaultController<Uint8Array>;
}

/** A `fetch` that reaches a model bridge, and a network that does as it is told. */
export class ModelTransport {
  isDown = false;
  readonly #bridge: ModelBridge;
  #open: OpenStream[] = [];
  #answers: (() => void)[] = [];

  constructor(bridge: ModelBridge) {
    this.#bridge = bridge;
  }

  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (this.isDown) throw new TypeError('fetch failed');
    const url = new URL(input as string);
    const signal = init!.signal!;
    return url.pathname.endsWith('/events') ? this.#openStream(url, signal) : this.#answer(url, signal);
  };

  get isQuiet(): boolean {
    return this.#answers.length === 0 && this.#streams.every(({ stream }) => !stream.hasUnsent);
  }

  /**
   * One of the snapshots that are under way arrives, as it was when it was asked for.
   * @returns whether there was one
   */
  answer(pick: number): boolean {
    const [answer] = this.#answers.splice(pick % Math.max(1, this.#answers.length), 1);
    answer?.();
    return answer !== undefined;
  }

  deliver(pick: number, count: number): void {
    this.#send(({ stream }) => stream.deliver(pick, count));
  }

  heartbeat(): void {
    this.#send(({ stream }) => stream.heartbeat());
  }

  overflow(): void {
    this.#send(({ stream }) => stream.overflow());
  }

  /** The stream ends, cleanly or not, after a part of its next event. */
  drop(isClean: boolean): void {
    const [last] = this.#streams;
    if (!last) return;
    const delivery = last.stream.deliver(0, 1);
    if (delivery) last.body.enqueue(encode(delivery.event, delivery.id).slice(0, 40));
    last.stream.onEnd = () => (isClean ? last.body.close() : last.body.error(new TypeError('network error')));
    last.stream.end();
  }

  get #streams(): readonly OpenStream[] {
    this.#open = this.#open.filter(({ stream }) => stream.isOpen);
    return this.#open;
  }

  #send(next: (open: OpenStream) => Delivery | undefined): void {
    const [open] = this.#streams;
    const delivery = open && next(open);
    if (delivery) open.body.enqueue(encode(delivery.event, delivery.id));
  }

  #openStream(url: URL, signal: AbortSignal): Response {
    const topics = url.searchParams.get('topics')!.split(',');
    const stream = this.#bridge.open(topics, url.searchParams.get('cursor') ?? undefined);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(encode(stream.hello, stream.hello.cursor));
        stream.onEnd = () => controller.close();
        signal.addEventListener('abort', () => {
          stream.onEnd = () => controller.error(signal.reason);
          stream.end();
        });
        this.#open.push({ stream, body: controller });
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  #answer(url: URL, signal: AbortSignal): Promise<Response> {
    const response = Response.json(this.#read(url));
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      this.#answers.push(() => resolve(response));
    });
  }

  #read({ pathname, searchParams }: URL): unknown {
    const [, kind = '', name = ''] = /(leaderboards|channels)\/([a-z]+)/.exec(pathname)!;
    if (kind === 'leaderboards') return this.#bridge.snapshot(`board/${name}/daily`);
    return this.#bridge.page(`channel/${name}`, searchParams.get('before') ?? undefined);
  }
}

function encode({ name, ...data }: { readonly name: string }, id: string): Uint8Array {
  return new TextEncoder().encode(`event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
}
