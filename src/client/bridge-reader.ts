import { decode, type Schema } from '../schemas/index.ts';
import { errorOfAnswer, errorOfFailure } from './bridge-errors.ts';
import { systemClock, type Clock } from './clock.ts';
import { WidgetError, type ErrorCode } from './errors.ts';
import { watchPolicy } from './policy-watch.ts';
import type { TokenSession } from './token-session.ts';

/** Which bridge, which of its communities, and as whom. `apiUrl` is the bridge's base address; a trailing slash does not matter. */
export interface BridgeAddress {
  readonly apiUrl: string;
  readonly communityId: string;
  /** Whose tokens go with each request. Default: none do. */
  readonly session?: TokenSession | undefined;
}

export interface BridgeClientOptions {
  readonly fetch?: typeof fetch;
  /** How long an answer may take, for a stream: its beginning. Default 15 s. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

type Query = Readonly<Record<string, string | number | undefined>>;

/** Something of a community that can be read: where it is, below the community, and what the answer is like. */
export interface Readable<Answer> {
  readonly path: string;
  readonly query?: Query;
  readonly schema: Schema<Answer>;
}

export interface ReadOptions {
  /** A cursor the answer must reach: goes past every cache. */
  readonly since?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A GET, and how its answer is read: before the answer has taken too long. */
export interface BridgeRequest<Answer> {
  /** Below the community's address. */
  readonly path: string;
  readonly query?: Query | undefined;
  readonly accept: string;
  readonly cache: RequestCache;
  readonly signal: AbortSignal | undefined;
  read(response: Response): Promise<Answer>;
}

const staleToken: readonly ErrorCode[] = ['token-expired', 'token-invalid'];

/**
 * One community's endpoints: every answer is decoded by its schema.
 * Each method throws a WidgetError, or the signal's reason when the caller aborted.
 */
export class BridgeReader {
  readonly session: TokenSession | undefined;
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;
  readonly #clock: Clock;

  constructor(address: BridgeAddress, options: BridgeClientOptions = {}) {
    this.session = address.session;
    this.#base = communityUrl(address);
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#timeoutMs = options.timeoutMs ?? 15_000;
    this.#clock = options.clock ?? systemClock;
  }

  read<Answer>({ path, query, schema }: Readable<Answer>, { since, signal }: ReadOptions = {}): Promise<Answer> {
    return this.get({
      path,
      query: { ...query, since },
      accept: 'application/json',
      cache: since === undefined ? 'default' : 'reload',
      signal,
      read: async (response) => decode(schema, await response.json(), path),
    });
  }

  /** The answer as the request reads it. A token that is no longer good is replaced once. */
  async get<Answer>(request: BridgeRequest<Answer>): Promise<Answer> {
    const token = await this.session?.token();
    try {
      return await this.#getAs(token, request);
    } catch (error) {
      const isStale = token !== undefined && error instanceof WidgetError && staleToken.includes(error.code);
      if (!isStale || !this.session) throw error;
      this.session.drop(token);
      return this.#getAs(await this.session.token(), request);
    }
  }

  async #getAs<Answer>(token: string | undefined, request: BridgeRequest<Answer>): Promise<Answer> {
    const { path, query = {}, accept, cache, signal } = request;
    const url = this.#url(path, query);
    const deadline = new AbortController();
    const cancelDeadline = this.#clock.after(this.#timeoutMs, () => deadline.abort());
    const policy = watchPolicy(url);
    try {
      signal?.throwIfAborted();
      const signals = signal ? [signal, deadline.signal] : [deadline.signal];
      // No header without need: any but Accept costs a preflight at each reconnect.
      const headers = token === undefined ? { accept } : { accept, authorization: `Bearer ${token}` };
      const response = await this.#fetch(url, { headers, cache, signal: AbortSignal.any(signals) });
      if (response.status !== 200) throw await errorOfAnswer(response, path);
      return await request.read(response);
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.signal.aborted) throw this.#timeoutError(error);
      if (!(error instanceof WidgetError) && (await policy.hasBlocked())) throw policyError(url, error);
      throw errorOfFailure(error);
    } finally {
      policy.stop();
      cancelDeadline();
    }
  }

  #timeoutError(cause: unknown): WidgetError {
    return new WidgetError('timeout', `The bridge did not answer within ${this.#timeoutMs / 1000} s`, { cause });
  }

  #url(path: string, query: Query): string {
    const pairs = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const search = new URLSearchParams(pairs).toString();
    return search === '' ? this.#base + path : `${this.#base}${path}?${search}`;
  }
}

/** Where a community's endpoints begin; the same text for the same address. */
export function communityUrl({ apiUrl, communityId }: BridgeAddress): string {
  return `${apiUrl.replace(/\/+$/, '')}/v1/communities/${encodeURIComponent(communityId)}`;
}

/** Whether they are one: the same community, read as the same visitor. */
export function isSameAddress(a: BridgeAddress, b: BridgeAddress): boolean {
  return a.session === b.session && communityUrl(a) === communityUrl(b);
}

function policyError(url: string, cause: unknown): WidgetError {
  const message = `The page's Content-Security-Policy blocks ${new URL(url, document.baseURI).origin}: add it to connect-src`;
  return new WidgetError('csp-blocked', message, { cause });
}
