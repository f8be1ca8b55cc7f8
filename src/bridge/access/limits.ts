import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { LimitsConfig } from '../../schemas/operation-config.ts';
import { addressGroup } from './client-address.ts';

/** What is counted against a limit. */
export type LimitName = 'failedHooks' | 'reads' | 'streamOpens' | 'tokenTrades' | 'tokenTradesPerKey' | 'writesPerKey';

/** Why something is not taken now. */
export interface Refused {
  readonly limit: LimitName | 'streams' | 'streamsPerAddress';
  readonly retryAfterS: number;
}

const WINDOW_S = 60;

/** When those who found no room for their stream may try again. */
const STREAM_RETRY_S = 30;

export interface LimitsOptions {
  readonly config: LimitsConfig;
  /** Streams open at one time. */
  readonly streams: number;
  readonly onRefused: (limit: Refused['limit']) => void;
}

/** How much is taken from one address or key, and how many streams are open. Kept by each process for itself. */
export class Limits {
  readonly #limiters: Readonly<Record<LimitName, RateLimiterMemory>>;
  readonly #streams: number;
  readonly #streamsPerAddress: number;
  readonly #onRefused: LimitsOptions['onRefused'];
  readonly #openBy = new Map<string, number>();
  #open = 0;

  constructor({ config, streams, onRefused }: LimitsOptions) {
    this.#limiters = {
      failedHooks: limiter(config.failedHooksPerMinute),
      reads: limiter(config.readsPerMinute),
      streamOpens: limiter(config.streamOpensPerMinute),
      tokenTrades: limiter(config.tokenTradesPerMinute),
      tokenTradesPerKey: limiter(config.tokenTradesPerKeyPerMinute),
      writesPerKey: limiter(config.writesPerKeyPerMinute),
    };
    this.#streams = streams;
    this.#streamsPerAddress = config.streamsPerAddress;
    this.#onRefused = onRefused;
  }

  /**
   * Counts one more.
   * @param who an address, or an access id
   * @returns undefined when it is taken
   */
  async take(limit: LimitName, who: string): Promise<Refused | undefined> {
    try {
      await this.#limiters[limit].consume(addressGroup(who));
      return undefined;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return this.#refuse(limit, Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
    }
  }

  /** @returns how to leave again, to be called once */
  takeStream(address: string): (() => void) | Refused {
    const group = addressGroup(address);
    const openHere = this.#openBy.get(group) ?? 0;
    if (openHere >= this.#streamsPerAddress) return this.#refuse('streamsPerAddress', STREAM_RETRY_S);
    if (this.#open >= this.#streams) return this.#refuse('streams', STREAM_RETRY_S);
    this.#open += 1;
    this.#openBy.set(group, openHere + 1);
    return () => this.#leave(group);
  }

  #leave(group: string): void {
    this.#open -= 1;
    const left = (this.#openBy.get(group) ?? 1) - 1;
    if (left === 0) this.#openBy.delete(group);
    else this.#openBy.set(group, left);
  }

  #refuse(limit: Refused['limit'], retryAfterS: number): Refused {
    this.#onRefused(limit);
    return { limit, retryAfterS };
  }
}

function limiter(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: WINDOW_S });
}
