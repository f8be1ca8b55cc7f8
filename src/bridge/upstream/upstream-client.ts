import type * as z from 'zod/mini';
import { decode, DecodeError } from '../../schemas/decode.ts';
import type { Log } from '../log.ts';
import { sleep, systemEpochClock, type EpochClock } from './epoch-clock.ts';
import { BodyError, readJson } from './read-json.ts';
import { RequestBudget } from './request-budget.ts';
import { networkError, statusError } from './request-failure.ts';
import { UpstreamError } from './upstream-error.ts';

export interface UpstreamClientOptions {
  /** For errors and the log, for instance "Returning.AI". */
  readonly name: string;
  /** No minute sees more requests than this, retries included. */
  readonly requestsPerMinute: number;
  /** How long one attempt may take, its body included. */
  readonly timeoutMs: number;
  readonly log: Log;
  readonly clock?: EpochClock;
  readonly random?: () => number;
  readonly fetch?: typeof fetch;
}

export interface UpstreamRequest<Schema extends z.ZodMiniType> {
  /** Names the request in errors and the log; holds nothing of what is asked. */
  readonly what: string;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  /** The key's header among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly answer: Schema;
  /** Sending it twice is as good as once. */
  readonly isRepeatable: boolean;
  /** What an answer with status 200 says to have gone wrong. */
  readonly refusal?: (answer: z.output<Schema>) => UpstreamError | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MAX_ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 500;
/** From the call to its last attempt, waiting for the budget included. */
const GIVE_UP_AFTER_MS = 60_000;
/** 200 users with every field they may have are a tenth of it. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Speaks to one platform's API: within a budget, within a time, again where that helps, and to a schema. */
export class UpstreamClient {
  readonly #options: Required<UpstreamClientOptions>;
  readonly #budget: RequestBudget;
  readonly #closing = new AbortController();

  constructor(options: UpstreamClientOptions) {
    this.#options = { clock: systemEpochClock, random: Math.random, fetch: globalThis.fetch, ...options };
    const { requestsPerMinute, clock } = this.#options;
    this.#budget = new RequestBudget({ requestsPerMinute, now: () => clock.now() });
  }

  /** @throws {UpstreamError}, or the reason of the request's own signal */
  async call<Schema extends z.ZodMiniType>(request: UpstreamRequest<Schema>): Promise<z.output<Schema>> {
    const { clock, log, name } = this.#options;
    const signals = [this.#closing.signal, ...(request.signal === undefined ? [] : [request.signal])];
    const signal = AbortSignal.any(signals);
    const giveUpAt = clock.now() + GIVE_UP_AFTER_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#waitForBudget(request.what, giveUpAt, signal);
        return await this.#attempt(request, signal);
      } catch (error) {
        if (!mayRetry(error, request) || attempt >= MAX_ATTEMPTS) throw error;
        const waitMs = this.#waitBeforeRetry(error, attempt);
        if (clock.now() + waitMs > giveUpAt) throw error;
        log.warn('upstream-retry', { upstream: name, request: request.what, code: error.code, attempt, waitMs });
        await sleep(clock, waitMs, signal);
      }
    }
  }

  /** Ends what is under way; later calls are refused. */
  close(): void {
    this.#closing.abort(new UpstreamError('upstream-closed', `The connection to ${this.#options.name} was closed.`));
  }

  async #waitForBudget(what: string, giveUpAt: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#refuseToWait(what, this.#budget.nextWaitMs, giveUpAt);
    const place = this.#budget.take();
    // While it waits, another request may be told to come back later.
    for (let left = this.#budget.waitMsOf(place); left > 0; left = this.#budget.waitMsOf(place)) {
      this.#refuseToWait(what, left, giveUpAt);
      await sleep(this.#options.clock, left, signal);
    }
  }

  #refuseToWait(what: string, waitMs: number, giveUpAt: number): void {
    const { clock, name } = this.#options;
    if (clock.now() + waitMs <= giveUpAt) return;
    const { blockedMs } = this.#budget;
    const reason =
      blockedMs > 0
        ? `${name} wants to be left alone for another ${Math.ceil(blockedMs / 1000)} s.`
        : `the budget of requests a minute to ${name} is used up.`;
    const details = { retryAfterMs: waitMs, wasNotCarriedOut: true };
    throw new UpstreamError('upstream-busy', `"${what}" was not sent: ${reason}`, details);
  }

  async #attempt<Schema extends z.ZodMiniType>(
    request: UpstreamRequest<Schema>,
    signal: AbortSignal,
  ): Promise<z.output<Schema>> {
    const { clock, name, timeoutMs } = this.#options;
    const timeout = new AbortController();
    const cancelTimeout = clock.after(timeoutMs, () => timeout.abort());
    try {
      return await this.#exchange(request, AbortSignal.any([signal, timeout.signal]));
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.signal.aborted) {
        const message = `${name} did not answer "${request.what}" within ${timeoutMs} ms.`;
        throw new UpstreamError('upstream-timeout', message);
      }
      throw this.#told(error, request.what);
    } finally {
      cancelTimeout();
    }
  }

  async #exchange<Schema extends z.ZodMiniType>(
    { what, method, url, headers, body, answer, refusal }: UpstreamRequest<Schema>,
    signal: AbortSignal,
  ): Promise<z.output<Schema>> {
    const { clock, fetch, name } = this.#options;
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // Following would hand the key to whoever is pointed to.
      redirect: 'manual',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw statusError(response, { name, what, nowMs: clock.now() });
    }
    const decoded = decode(answer, await readJson(response, MAX_ANSWER_BYTES), `the answer to "${what}"`);
    const refused = refusal?.(decoded);
    if (refused !== undefined) throw refused;
    return decoded;
  }

  #told(error: unknown, what: string): UpstreamError {
    const { name } = this.#options;
    if (error instanceof UpstreamError) {
      if (error.retryAfterMs !== undefined) this.#budget.block(error.retryAfterMs);
      return error;
    }
    if (error instanceof DecodeError || error instanceof BodyError) {
      const code =
        error instanceof BodyError && error.reason === 'too-large' ? 'upstream-too-large' : 'upstream-malformed';
      return new UpstreamError(code, `The answer of ${name} to "${what}" can't be used: ${error.message}`);
    }
    return networkError(error, { name, what });
  }

  /** Full jitter, and on top of what the platform asks for: those it sent away together don't come back together. */
  #waitBeforeRetry({ retryAfterMs = 0 }: UpstreamError, attempt: number): number {
    return retryAfterMs + Math.round(this.#options.random() * FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  }
}

/** Whether another attempt may do better, and can't do the same thing twice. */
function mayRetry(error: unknown, { isRepeatable }: { isRepeatable: boolean }): error is UpstreamError {
  return error instanceof UpstreamError && error.isRetryable && (isRepeatable || error.wasNotCarriedOut);
}
