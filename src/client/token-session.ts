import { decode } from '../schemas/decode.ts';
import { embedToken, embedTokenAnswer, type IssuedToken } from '../schemas/embed-token.ts';
import { systemClock, type Clock } from './clock.ts';
import { WidgetError } from './errors.ts';

/** A token that does not say how long it is good for is used until it is refused. */
export type EmbedToken = IssuedToken | string;

/** Gets a token for whoever looks at the page; null or undefined when nobody is signed in. */
export type GetToken = () => Promise<EmbedToken | null | undefined> | EmbedToken | null | undefined;

/** A token is replaced this long before it ends. */
const EARLY_MS = 30_000;
/** After it was heard that nobody is signed in, this long nobody asks again. */
const SIGNED_OUT_MS = 60_000;
/** How long a site's own server may take. */
const TIMEOUT_MS = 15_000;

interface Held {
  readonly text: string | undefined;
  readonly until: number;
}

/** The tokens of one visitor, in memory only: asked for once, however many widgets want one, and replaced in time. */
export class TokenSession {
  readonly #getToken: GetToken;
  readonly #clock: Clock;
  #held: Held | undefined;
  #pending: Promise<string | undefined> | undefined;

  constructor(getToken: GetToken, clock: Clock = systemClock) {
    this.#getToken = getToken;
    this.#clock = clock;
  }

  /** When what it knows is to be asked for anew, by its clock; undefined while it knows nothing. */
  get renewAt(): number | undefined {
    return this.#held?.until;
  }

  /** @returns undefined when nobody is signed in @throws WidgetError when that could not be learned */
  async token(): Promise<string | undefined> {
    if (this.#held && this.#clock.now() < this.#held.until) return this.#held.text;
    this.#pending ??= this.#ask().finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  /** The token was refused, or ends soon: the next one is another. Without a token: ask anew whether somebody is signed in. */
  drop(text?: string): void {
    if (text === undefined || this.#held?.text === text) this.#held = undefined;
  }

  async #ask(): Promise<string | undefined> {
    const answer = await this.#answer();
    const now = this.#clock.now();
    const text = typeof answer === 'object' ? answer.embedToken : answer;
    this.#held = { text, until: now + goodForMs(answer) };
    return text;
  }

  async #answer(): Promise<EmbedToken | undefined> {
    try {
      const answer = (await this.#getToken()) || undefined;
      return typeof answer === 'object' ? decode(embedToken, answer, 'the token') : answer;
    } catch (cause) {
      if (cause instanceof WidgetError) throw cause;
      throw new WidgetError('server', `getToken failed: ${String(cause)}`, { cause });
    }
  }
}

function goodForMs(answer: EmbedToken | undefined): number {
  if (answer === undefined) return SIGNED_OUT_MS;
  if (typeof answer === 'string') return Infinity;
  const lastsMs = answer.expiresIn * 1000;
  // Of a short-lived one half is used, lest it be asked for without pause.
  return Math.max(lastsMs - EARLY_MS, lastsMs / 2);
}

/** Asks a site's own server by POST with its cookies. 401, 403 and 204 say that nobody is signed in. */
export function tokenFrom(url: string): GetToken {
  return async () => {
    const response = await post(url);
    if ([204, 401, 403].includes(response.status)) return undefined;
    try {
      if (response.ok) return decode(embedTokenAnswer, await response.json(), 'the token').data;
    } catch (cause) {
      throw new WidgetError('malformed', `${url} did not answer {data: {embedToken, expiresIn}}`, { cause });
    }
    throw new WidgetError('server', `${url} answered ${response.status} when asked for a token`);
  };
}

async function post(url: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      credentials: 'include',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new WidgetError('server', `${url} could not be reached for a token`, { cause });
  }
}
