import { BridgeClient } from '../../src/client/bridge-client.ts';
import { WidgetError } from '../../src/client/errors.ts';
import type { MessagesState } from '../../src/client/fold-messages.ts';
import { LiveConnection } from '../../src/client/live-connection.ts';
import { LiveSnapshot } from '../../src/client/live-snapshot.ts';
import { leaderboardAt } from '../../src/client/read-leaderboard.ts';
import { messagesAt } from '../../src/client/read-messages.ts';
import { parseTopic, type Leaderboard } from '../../src/schemas/index.ts';
import { foldAny } from './client-model-client.ts';
import type { ModelTransport } from './client-model-transport.ts';
import { FakeClock } from './fake-clock.ts';
import { FakePage } from './fake-page.ts';

/** A widget as plain as can be: loads, follows, and loads anew when it is told to. */
export class PageWidget {
  readonly topic: string;
  readonly live = new LiveSnapshot<Leaderboard | MessagesState>(foldAny);
  readonly #page: ModelPage;
  #load: AbortController | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(page: ModelPage, topic: string) {
    this.#page = page;
    this.topic = topic;
    this.load();
  }

  get isTrue(): boolean {
    return this.live.state !== undefined && this.live.needsSnapshotSince === undefined;
  }

  load(): void {
    this.#load?.abort();
    this.#load = new AbortController();
    void this.#run(this.#load.signal);
  }

  unmount(): void {
    this.#load?.abort();
    this.#unsubscribe?.();
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      const snapshot = await this.#request(signal);
      if (signal.aborted) return;
      if (!this.live.applySnapshot(snapshot)) this.load();
      this.#unsubscribe ??= this.#subscribe(snapshot.cursor);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof WidgetError)) throw error;
      const cancel = this.#page.clock.after(1000, () => this.load());
      signal.addEventListener('abort', cancel);
    }
  }

  #request(signal: AbortSignal): Promise<Leaderboard | MessagesState> {
    const { client } = this.#page;
    const since = this.live.needsSnapshotSince ?? this.live.state?.cursor;
    const topic = parseTopic(this.topic)!;
    if (topic.kind === 'board') return client.read(leaderboardAt({ board: topic.board }), { since, signal });
    if (topic.kind === 'channel') return client.read(messagesAt({ channel: topic.channel }), { since, signal });
    throw new Error(`The model knows no ${this.topic}`);
  }

  #subscribe(cursor: string): () => void {
    return this.#page.connection.subscribe({
      topic: this.topic,
      cursor,
      onEvent: (event) => {
        const wasTrue = this.isTrue;
        this.live.applyEvent(event);
        if (wasTrue && !this.isTrue) this.load();
      },
      onGap: (since) => {
        this.live.applyGap(since);
        this.load();
      },
      onState: () => undefined,
    });
  }
}

/** A page with widgets that come and go, on the real client and connection. */
export class ModelPage {
  readonly clock = new FakeClock();
  readonly browser = new FakePage();
  readonly client: BridgeClient;
  readonly connection: LiveConnection;
  widgets: PageWidget[] = [];

  constructor({ fetch }: ModelTransport, random: () => number) {
    const address = { apiUrl: 'http://bridge.test', communityId: 'c1' };
    this.client = new BridgeClient(address, { fetch, clock: this.clock });
    this.connection = new LiveConnection(this.client, { clock: this.clock, page: this.browser, random });
  }

  mount(topic: string): void {
    this.widgets.push(new PageWidget(this, topic));
  }

  unmount(index: number): void {
    const [widget] = this.widgets.splice(index % Math.max(1, this.widgets.length), 1);
    widget?.unmount();
  }
}
