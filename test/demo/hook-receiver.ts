import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly method: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
  /** 0: the connection was cut without an answer. */
  readonly answered: number;
}

/** A hook address that records what comes, and answers as it is told. */
export class HookReceiver {
  readonly received: Received[] = [];
  #server: Server | undefined;
  #port = 0;
  #answers: number[] = [];
  #arrivals: (() => void)[] = [];

  get url(): string {
    return `http://127.0.0.1:${this.#port}/hooks/returning/demo-hook-secret`;
  }

  /** Bodies that were answered with 2xx, in the order they came. */
  get accepted(): string[] {
    return this.received.filter(({ answered }) => answered >= 200 && answered < 300).map(({ body }) => body);
  }

  /** Listens, after a `stop` on the port it had. */
  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      void this.#record(request).then((status) => {
        if (status === 0) response.destroy();
        else response.writeHead(status).end();
      });
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  async stop(): Promise<void> {
    if (!this.#server?.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** The next requests are answered with these statuses (0 cuts the connection), later ones with 200. */
  answerNext(...statuses: number[]): void {
    this.#answers.push(...statuses);
  }

  async untilReceived(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.#arrivals.push(resolve));
  }

  async #record(request: IncomingMessage): Promise<number> {
    const body = await text(request);
    const answered = this.#answers.shift() ?? 200;
    this.received.push({ method: request.method, contentType: request.headers['content-type'], body, answered });
    for (const notify of this.#arrivals.splice(0)) notify();
    return answered;
  }
}
