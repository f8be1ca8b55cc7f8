import type { ErrorCode } from '../../src/client/errors.ts';
import type { DataEvent } from '../../src/schemas/live-event.ts';
import type { Problem } from '../../src/schemas/problem.ts';

/** Answers the pages of `browser-bridge-middleware.ts` give for one community, which no other test uses. */
export class ScriptedBridge {
  readonly apiUrl = `${location.origin}/bridge`;
  readonly communityId = crypto.randomUUID();

  /** @param path below the community, for instance `leaderboards/top`; with a query it stands for that query only */
  async answer(path: string, body: unknown, status = 200): Promise<void> {
    await this.#command('answer', { path, body, status });
  }

  /** Never with status 404: the test server would report that as a missing file. */
  async refuse(path: string, code: ErrorCode): Promise<void> {
    const status = code === 'server' ? 503 : 403;
    const problem: Problem = { type: 'about:blank', title: 'Refused', status, code };
    await this.answer(path, problem, status);
  }

  /** Lets requests to the path wait until they are released. */
  async hold(path: string): Promise<void> {
    await this.#command('hold', { path });
  }

  async release(path: string): Promise<void> {
    await this.#command('release', { path });
  }

  /** All requests so far, as path and query. */
  async requests(): Promise<readonly string[]> {
    return (await this.#command('requests', {})) as readonly string[];
  }

  /** As whom each of them came, by its header. */
  async authorizations(): Promise<readonly (string | null)[]> {
    return (await this.#command('authorizations', {})) as readonly (string | null)[];
  }

  /** Fields of the `hello` that later streams begin with. */
  async hello(fields: Record<string, unknown>): Promise<void> {
    await this.#command('hello', fields);
  }

  /** Sends events to the open stream, waiting for one if there is none. */
  async send(...events: readonly DataEvent[]): Promise<void> {
    await this.#send(events.map(({ name, ...data }) => eventText(name, data, `test.${data.seq}`)).join(''));
  }

  async sendGap(topics: readonly string[], cursor: string): Promise<void> {
    await this.#send(eventText('gap', { topics, cursor }, cursor));
  }

  /** Breaks the open streams off without a word. */
  async cut(): Promise<void> {
    await this.#command('cut', {});
  }

  /** Ends the open streams for good: a browser opens only six connections to one server. */
  async end(): Promise<void> {
    await this.refuse('events', 'unknown-community');
    await this.cut();
  }

  async #send(text: string): Promise<void> {
    await this.#command('send', { text });
  }

  async #command(command: string, input: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(`/bridge-control/${this.communityId}/${command}`, {
      method: 'POST',
      body: JSON.stringify(input),
    });
    const { result } = (await response.json()) as { result: unknown };
    return result;
  }
}

function eventText(name: string, data: unknown, id: string): string {
  return `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
