import type { FrameTokenMessage } from '../schemas/frame-messages.ts';
import { systemClock, type Clock } from './clock.ts';
import { WidgetError } from './errors.ts';
import type { TokenSession } from './token-session.ts';

/** Another try after a token could not be had. */
const RETRY_MS = 30_000;

export interface FrameTokensOptions {
  readonly send: (message: FrameTokenMessage) => void;
  readonly widgetId: string | undefined;
  /** Told after each try: why there is no token, or undefined once there is. */
  readonly onResult: (error: WidgetError | undefined) => void;
  readonly clock?: Clock;
}

/** The platform's tokens for one framed page: given once it asks, and replaced in time without a reload. */
export class FrameTokens {
  readonly #options: FrameTokensOptions;
  readonly #clock: Clock;
  #session: TokenSession | undefined;
  #hasAsked = false;
  /** The token the page has. */
  #given: string | undefined;
  #asking: TokenSession | undefined;
  #cancelRenewal: (() => void) | undefined;

  constructor(options: FrameTokensOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get session(): TokenSession | undefined {
    return this.#session;
  }
  /** Whose tokens they are from now on. A page that has asked for one hears of another visitor at once. */
  set session(session: TokenSession | undefined) {
    if (session === this.#session) return;
    this.#session = session;
    if (this.#hasAsked) void this.#give();
  }

  /** The page asks. */
  answer(): void {
    this.#hasAsked = true;
    this.#given = undefined;
    void this.#give();
  }

  stop(): void {
    this.#session = undefined;
    this.#cancelRenewal?.();
  }

  async #give(): Promise<void> {
    const session = this.#session;
    // However often it asks meanwhile, there is one answer.
    if (!session || this.#asking === session) return;
    this.#asking = session;
    const token = await this.#askFor(session);
    this.#asking = undefined;
    if (session !== this.#session) return;
    if (typeof token === 'string') this.#send(token);
    this.#options.onResult(typeof token === 'string' ? undefined : token);
    this.#renewLater(session.renewAt);
  }

  #renewLater(at: number | undefined): void {
    this.#cancelRenewal?.();
    this.#cancelRenewal = this.#clock.after(
      at === undefined ? RETRY_MS : at - this.#clock.now(),
      () => void this.#give(),
    );
  }

  #send(token: string): void {
    const { send, widgetId } = this.#options;
    // Timers may be a trifle early, and then the token is the one it has.
    if (token === this.#given) return;
    const type = this.#given === undefined ? 'RETURNINGAI_WIDGET_TOKEN' : 'RETURNINGAI_WIDGET_REFRESH';
    this.#given = token;
    send({ type, value: token, token, ...(widgetId !== undefined && { widgetId }) });
  }

  async #askFor(session: TokenSession): Promise<string | WidgetError> {
    try {
      return (await session.token()) ?? this.#nobody();
    } catch (error) {
      return error as WidgetError;
    }
  }

  #nobody(): WidgetError {
    const code = this.#given !== undefined ? 'token-expired' : 'token-required';
    return new WidgetError(code, 'Nobody is signed in: there is no token of the platform for the framed page');
  }
}
