import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Source } from '../schemas/fact.ts';
import type { Hub } from './live/hub.ts';
import type { StoreObserver } from './store/observed-store.ts';

/** How a hook that was let in ended. */
export type HookOutcome = 'accepted' | 'duplicate' | 'unknown-event' | 'event-ignored' | 'dead-letter';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What the bridge counts and measures since the process began, and how OpenMetrics writes it. */
export class Metrics implements StoreObserver {
  readonly #registry = new Registry(Registry.OPENMETRICS_CONTENT_TYPE);
  readonly #hooks = new Counter({
    ...named('hooks', 'Hooks by how they ended; of refused ones the reason says why.'),
    labelNames: ['platform', 'outcome', 'reason'],
    registers: [this.#registry],
  });
  readonly #acknowledged = new Histogram({
    ...named('hook_acknowledge_seconds', 'From a hook that arrives to its answer.'),
    labelNames: ['platform'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #storeOperations = new Histogram({
    ...named('store_operation_seconds', 'How long the store took for one call.'),
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #limited = new Counter({
    ...named('requests_limited', 'Requests that were too many, by the limit they met.'),
    labelNames: ['limit'],
    registers: [this.#registry],
  });

  /** The content type of `toText`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  countHook(platform: Source, outcome: HookOutcome): void {
    this.#hooks.inc({ platform, outcome, reason: '' });
  }

  countRefusedHook(platform: Source, reason: string): void {
    this.#hooks.inc({ platform, outcome: 'refused', reason });
  }

  hookAcknowledged(platform: Source, seconds: number): void {
    this.#acknowledged.observe({ platform }, seconds);
  }

  storeAnswered(operation: string, outcome: 'done' | 'failed', seconds: number): void {
    this.#storeOperations.observe({ operation, outcome }, seconds);
  }

  countLimited(limit: string): void {
    this.#limited.inc({ limit });
  }

  /** Reads the hubs, whenever somebody looks. @param hubs by community */
  watchHubs(hubs: ReadonlyMap<string, Hub>): void {
    this.#gaugeOf(hubs, 'streams', 'Open live streams.', ({ streams }) => streams);
    this.#gaugeOf(hubs, 'live_lag_entries', 'Log entries that streams are not told yet.', ({ lag }) => lag);
    const registers = [this.#registry];
    const delivered: Counter<'community'> = new Counter({
      ...named('deliveries', 'Live events handed to streams, one for each stream.'),
      labelNames: ['community'],
      registers,
      collect: () => {
        delivered.reset();
        for (const [community, hub] of hubs) delivered.inc({ community }, hub.delivered);
      },
    });
  }

  /** Asks the store for its size, whenever somebody looks. */
  watchStoreSize(size: () => Promise<number>): void {
    const gauge: Gauge = new Gauge({
      ...named('store_bytes', 'What the store takes on the disk.'),
      registers: [this.#registry],
      // A store that is down is when the other numbers matter most.
      collect: async () => gauge.set(await size().catch(() => NaN)),
    });
  }

  /** Asks whether the store takes writes, whenever somebody looks. @param check rejects when it does not */
  watchStoreWrites(check: () => Promise<void>): void {
    const gauge: Gauge = new Gauge({
      ...named('store_writable', 'Whether the store takes writes: 1, or 0 as on a full disk.'),
      registers: [this.#registry],
      collect: async () => gauge.set(await check().then(() => 1, () => 0)), // prettier-ignore
    });
  }

  /** OpenMetrics 1.0. */
  async toText(): Promise<string> {
    return this.#registry.metrics();
  }

  #gaugeOf(hubs: ReadonlyMap<string, Hub>, name: string, help: string, read: (hub: Hub) => number): void {
    const gauge: Gauge<'community'> = new Gauge({
      ...named(name, help),
      labelNames: ['community'],
      registers: [this.#registry],
      collect: () => {
        for (const [community, hub] of hubs) gauge.set({ community }, read(hub));
      },
    });
  }
}

function named(name: string, help: string): { name: string; help: string } {
  return { name: `returning_widgets_${name}`, help };
}
