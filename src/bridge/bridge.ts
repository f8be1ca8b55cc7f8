import { createApp } from './app.ts';
import { Communities } from './communities.ts';
import type { BridgeConfig } from './config.ts';
import { HookCounts } from './hook-counts.ts';
import { HookIntake } from './hook-intake.ts';
import { Hub } from './live/hub.ts';
import { PeriodKeeper } from './period-keeper.ts';
import { errorFields, type Log } from './log.ts';
import type { RouteContext } from './routes/context.ts';
import type { FileFolders } from './routes/files.ts';
import type { Store } from './store/store.ts';

export interface BridgeOptions {
  readonly config: BridgeConfig;
  readonly store: Store;
  readonly log: Log;
  readonly files: FileFolders;
  /** Epoch ms. */
  readonly clock?: () => number;
  /** How often a quiet stream hears from the bridge. Default 15 s. */
  readonly heartbeatMs?: number;
}

/** How long clients are spread over when the bridge stops. */
const RETURN_SPREAD_MS = 3000;

/** The bridge, put together: hooks in, snapshots and streams out. Whoever makes it listens, and closes the store. */
export class Bridge {
  readonly app: ReturnType<typeof createApp>;
  readonly #hubs: ReadonlyMap<string, Hub>;
  readonly #periodKeeper: PeriodKeeper;
  readonly #unfollow: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #isReady = true;

  constructor(options: BridgeOptions) {
    const { config, store, log, files, clock = Date.now, heartbeatMs = 15_000 } = options;
    const communities = new Communities(config);
    this.#hubs = new Map([...communities].map(({ id }) => [id, createHub(id, { store, log, clock, heartbeatMs })]));
    this.#unfollow = store.follow((space, epoch, entry) => this.#hubs.get(space)?.publish(epoch, entry));
    this.#periodKeeper = new PeriodKeeper({ communities, store, log });
    this.#periodKeeper.rollOver(clock());
    this.#heartbeat = setInterval(() => this.#beat(clock()), heartbeatMs);
    const context: RouteContext = {
      communities,
      store,
      intake: new HookIntake(store, clock),
      hubs: this.#hubs,
      hookSecrets: config.hookSecrets,
      slackSigningSecrets: config.slackSigningSecrets,
      counts: new HookCounts(),
      log,
      clock,
      isReady: () => this.#isReady,
    };
    this.app = createApp(context, files);
  }

  /** Takes no new stream, and sends every open one away with a time to come back. */
  close(): void {
    this.#isReady = false;
    this.#unfollow();
    clearInterval(this.#heartbeat);
    for (const hub of this.#hubs.values()) hub.close(() => Math.round(Math.random() * RETURN_SPREAD_MS));
  }

  #beat(now: number): void {
    this.#periodKeeper.rollOver(now);
    for (const hub of this.#hubs.values()) hub.beat(now);
  }
}

function createHub(
  space: string,
  { store, log, clock, heartbeatMs }: { store: Store; log: Log; clock: () => number; heartbeatMs: number },
): Hub {
  const onError = (error: unknown): void => log.error('live-failed', { community: space, ...errorFields(error) });
  return new Hub({ store, space, heartbeatMs, clock, onError });
}
