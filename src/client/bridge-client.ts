import {
  badgeShelf,
  decode,
  leaderboard,
  messagePage,
  type BadgeShelf,
  type Leaderboard,
  type MessagePage,
  type Period,
} from '../schemas/index.ts';
import { errorOfAnswer, errorOfFailure } from './bridge-errors.ts';
import { systemClock, type Clock } from './clock.ts';
import { WidgetError } from './errors.ts';

/** Which bridge, and which of its communities. `apiUrl` is the bridge's base address; a trailing slash does not matter. */
export interface BridgeAddress {
  readonly apiUrl: string;
  readonly communityId: string;
}

export interface BridgeClientOptions {
  readonly fetch?: typeof fetch;
  /** How long an answer may take, for a stream: its beginning. Default 15 s. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

export interface LeaderboardRequest {
  readonly board: string;
  /** Default: the board's own. */
  readonly period?: Period | undefined;
  /** A cursor the answer must reach: goes past every cache. */
  readonly since?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface MessagesRequest {
  readonly channel: string;
  /** Default: the bridge's. */
  readonly limit?: number | undefined;
  /** A page's `nextBefore`, to get the page older than it. */
  readonly before?: string | undefined;
  /** A cursor the answer must reach: goes past every cache. */
  readonly since?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BadgesRequest {
  /** An id, or `me` for the member of the token. */
  readonly member: string;
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

type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * One community's endpoints, typed: every answer is decoded by its schema.
 * Each method throws a WidgetError, or the signal's reason when the caller aborted.
 */
export class BridgeClient {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #timeoutMs: number;
  readonly #clock: Clock;

  constructor(address: BridgeAddress, options: BridgeClientOptions = {}) {
    this.#base = communityUrl(address);
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#timeoutMs = options.timeoutMs ?? 15_000;
    this.#clock = options.clock ?? systemClock;
  }

  leaderboard({ board, period, since, signal }: LeaderboardRequest): Promise<Leaderboard> {
    const url = this.#url(`/leaderboards/${encodeURIComponent(board)}`, { period, since });
    return this.#getJson(url, (answer) => decode(leaderboard, answer, 'the leaderboard'), since, signal);
  }

  messages({ channel, limit, before, since, signal }: MessagesRequest): Promise<MessagePage> {
    const url = this.#url(`/channels/${encodeURIComponent(channel)}/messages`, { limit, before, since });
    return this.#getJson(url, (answer) => decode(messagePage, answer, 'the page of messages'), since, signal);
  }

  badges({ member, since, signal }: BadgesRequest): Promise<BadgeShelf> {
    const url = this.#url(`/members/${encodeURIComponent(member)}/badges`, { since });
    return this.#getJson(url, (answer) => decode(badgeShelf, answer, 'the badges'), since, signal);
  }

  /** @returns an event stream whose body is still to be read; aborting the signal ends it */
  openEvents({ topics, cursor, signal }: EventsRequest): Promise<Response> {
    const url = this.#url('/events', { topics: topics.join(','), cursor });
    // No header but Accept: any other would cost a preflight at each reconnect.
    const init: RequestInit = { headers: { accept: 'text/event-stream' }, cache: 'no-store' };
    return this.#get(url, init, signal, (response) => Promise.resolve(requireEventStream(response)));
  }

  #getJson<Answer>(
    url: string,
    read: (answer: unknown) => Answer,
    since: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const cache = since === undefined ? 'default' : 'reload';
    const init: RequestInit = { headers: { accept: 'application/json' }, cache };
    return this.#get(url, init, signal, async (response) => read(await response.json()));
  }

  async #get<Answer>(
    url: string,
    init: RequestInit,
    signal: AbortSignal | undefined,
    read: (response: Response) => Promise<Answer>,
  ): Promise<Answer> {
    const deadline = new AbortController();
    const cancelDeadline = this.#clock.after(this.#timeoutMs, () => deadline.abort());
    try {
      const signals = signal ? [signal, deadline.signal] : [deadline.signal];
      const response = await this.#fetch(url, { ...init, signal: AbortSignal.any(signals) });
      if (response.status !== 200) throw await errorOfAnswer(response);
      return await read(response);
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.signal.aborted) throw this.#timeoutError(error);
      throw errorOfFailure(error);
    } finally {
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

function requireEventStream(response: Response): Response {
  const type = response.headers.get('content-type') ?? 'nothing';
  if (response.body && type.startsWith('text/event-stream')) return response;
  void response.body?.cancel();
  throw new WidgetError('malformed', `The bridge answered ${type} where an event stream was asked for`);
}
