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

  /** However often it asks meanwhile, the first answer is sent, and the others find that the page has it. */
  async #give(): Promise<void> {
    const session = this.#session;
    const answer = await session?.token().catch((error: unknown) => error as WidgetError);
    if (!session || session !== this.#session) return;
    const hasToken = typeof answer === 'string';
    if (hasToken) this.#send(answer);
    this.#options.onResult(hasToken ? undefined : (answer ?? this.#nobody()));
    this.#giveAgain(session.renewAt);
  }

  #giveAgain(at: number | undefined): void {
    const delayMs = at === undefined ? RETRY_MS : at - this.#clock.now();
    this.#cancelRenewal?.();
    this.#cancelRenewal = this.#clock.after(delayMs, () => void this.#give());
  }

  #send(token: string): void {
    const { send, widgetId } = this.#options;
    // Timers may be a trifle early, and then the token is the one it has.
    if (token === this.#given) return;
    const type = this.#given === undefined ? 'RETURNINGAI_WIDGET_TOKEN' : 'RETURNINGAI_WIDGET_REFRESH';
    this.#given = token;
    send({ type, value: token, token, ...(widgetId !== undefined && { widgetId }) });
  }

  #nobody(): WidgetError {
    const code = this.#given === undefined ? 'token-required' : 'token-expired';
    return new WidgetError(code, 'Nobody is signed in: there is no token of the platform for the framed page');
  }
}
