import type { EventSourceMessage } from 'eventsource-parser';
import { decode, type Schema } from '../schemas/index.ts';
import { errorOfAnswer, errorOfFailure } from './bridge-errors.ts';
import { systemClock, type Clock } from './clock.ts';
import { WidgetError, type ErrorCode } from './errors.ts';
import { watchPolicy } from './policy-watch.ts';
import { decodeStreamEvent, type StreamEvent } from './stream-event.ts';
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

export interface EventsRequest {
  readonly topics: readonly string[];
  /** Where to resume. Default: from now on. */
  readonly cursor?: string | undefined;
  readonly signal: AbortSignal;
}

interface Request<Answer> {
  readonly url: string;
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
export class BridgeClient {
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
    return this.#get({
      url: this.#url(path, { ...query, since }),
      accept: 'application/json',
      cache: since === undefined ? 'default' : 'reload',
      signal,
      read: async (response) => decode(schema, await response.json(), path),
    });
  }

  /** @returns an event stream whose body is still to be read; aborting the signal ends it */
  openEvents({ topics, cursor, signal }: EventsRequest): Promise<Response> {
    return this.#get({
      url: this.#url('/events', { topics: topics.join(','), cursor }),
      accept: 'text/event-stream',
      cache: 'no-store',
      signal,
      read: (response) => Promise.resolve(requireEventStream(response)),
    });
  }

  /** Reads an event of such a stream. @returns undefined for what this version does not know @throws what `errorOf` explains */
  decodeEvent(message: EventSourceMessage): StreamEvent | undefined {
    return decodeStreamEvent(message);
  }

  /** What a failed read, of a stream for instance, stands for. */
  errorOf(error: unknown): WidgetError {
    return errorOfFailure(error);
  }

  /** A token that is no longer good is replaced once. */
  async #get<Answer>(request: Request<Answer>): Promise<Answer> {
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

  async #getAs<Answer>(token: string | undefined, request: Request<Answer>): Promise<Answer> {
    const { url, accept, cache, signal } = request;
    const deadline = new AbortController();
    const cancelDeadline = this.#clock.after(this.#timeoutMs, () => deadline.abort());
    const policy = watchPolicy(url);
    try {
      signal?.throwIfAborted();
      const signals = signal ? [signal, deadline.signal] : [deadline.signal];
      // No header without need: any but Accept costs a preflight at each reconnect.
      const headers = token === undefined ? { accept } : { accept, authorization: `Bearer ${token}` };
      const response = await this.#fetch(url, { headers, cache, signal: AbortSignal.any(signals) });
      if (response.status !== 200) throw await errorOfAnswer(response);
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

function requireEventStream(response: Response): Response {
  const type = response.headers.get('content-type') ?? 'nothing';
  if (response.body && type.startsWith('text/event-stream')) return response;
  void response.body?.cancel();
  throw new WidgetError('malformed', `The bridge answered ${type} where an event stream was asked for`);
}
