import { frameMessage } from '../schemas/frame-messages.ts';
import { systemClock } from './clock.ts';
import { WidgetError } from './errors.ts';
import type { FramePage } from './frame-page.ts';
import { FrameTokens } from './frame-tokens.ts';

/** How long a page may take to say that it is there. */
const SILENCE_MS = 5000;

export interface FrameVisitOptions {
  /** In a document, its page not loaded yet. */
  readonly frame: HTMLIFrameElement;
  readonly page: FramePage;
  readonly onChange: () => void;
  /** The page asks for a token that it may have, and `tokens` has no session. */
  readonly onTokenLack: () => void;
}

/**
 * One loading of a page in a frame: whether it came, what it tells, and the tokens it asks for. What is told counts only
 * from this frame, from the page's origin, and in the shape of the schema.
 */
export class FrameVisit {
  readonly tokens: FrameTokens;
  readonly #options: FrameVisitOptions;
  readonly #end = new AbortController();
  #state: 'hidden' | 'silent' | 'shown' = 'hidden';
  #error: WidgetError | undefined;
  #tokenError: WidgetError | undefined;
  #heightPx: number | undefined;
  #awaitsPainting = false;

  constructor(options: FrameVisitOptions) {
    const { frame, page } = options;
    this.#options = options;
    this.tokens = new FrameTokens({
      send: (message) => frame.contentWindow?.postMessage(message, page.origin),
      widgetId: page.widgetId,
      onResult: (error) => this.#handleToken(error),
    });
    this.#listen();
    this.#waitUntilSeen(() => this.#waitForSilence());
  }

  /** `hidden`: the page has not come yet · `silent`: it may have, and does not say so · `shown`: it has. */
  get state(): 'hidden' | 'silent' | 'shown' {
    return this.#state;
  }

  get error(): WidgetError | undefined {
    return this.#tokenError ?? this.#error;
  }

  /** What the page asks for, whatever that is; undefined before it does. */
  get heightPx(): number | undefined {
    return this.#heightPx;
  }

  end(): void {
    this.#end.abort();
    this.tokens.stop();
  }

  #listen(): void {
    const { frame } = this.#options;
    const { ownerDocument } = frame;
    const { signal } = this.#end;
    ownerDocument.defaultView?.addEventListener('message', (event) => this.#handleMessage(event), { signal });
    ownerDocument.addEventListener('securitypolicyviolation', (event) => this.#handleViolation(event), { signal });
    frame.addEventListener('load', () => this.#handleLoad(), { signal });
  }

  /** A lazy frame loads once it is in view: it can't be silent before. */
  #waitUntilSeen(run: () => void): void {
    const { frame } = this.#options;
    if (frame.loading !== 'lazy') return run();
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      run();
    });
    observer.observe(frame);
    this.#end.signal.addEventListener('abort', () => observer.disconnect());
  }

  #waitForSilence(): void {
    const cancel = systemClock.after(SILENCE_MS, () => {
      if (this.#state === 'hidden' && !this.#error)
        this.#fail('frame-silent', 'did not tell within 5 s that it is there');
    });
    this.#end.signal.addEventListener('abort', cancel);
  }

  #handleMessage({ source, origin, data }: MessageEvent): void {
    const { frame, page } = this.#options;
    if (source === null || source !== frame.contentWindow || origin !== page.origin) return;
    const { data: message } = frameMessage.safeParse(data);
    switch (message?.type) {
      case 'RETURNINGAI_WIDGET_REQUEST_TOKEN':
        return this.#handleTokenRequest();
      case 'WIDGET_READY':
        return this.#handleReady();
      case 'WIDGET_ERROR':
        return this.#fail('frame-failed', 'tells of an error');
      case 'WIDGET_HEIGHT_UPDATE':
        return this.#handleHeight(message.payload.height);
      case undefined:
        return;
      default:
        message satisfies never;
    }
  }

  /** What it lacked before, it does without. */
  #handleReady(): void {
    this.#tokenError = undefined;
    this.#set('shown', undefined);
  }

  /** However many come, one counts for each painting. */
  #handleHeight(px: number): void {
    this.#heightPx = px;
    if (this.#awaitsPainting) return;
    this.#awaitsPainting = true;
    requestAnimationFrame(() => {
      this.#awaitsPainting = false;
      if (!this.#end.signal.aborted) this.#options.onChange();
    });
  }

  #handleTokenRequest(): void {
    if (!this.#options.page.isNamed) return;
    if (this.tokens.session) this.tokens.answer();
    else this.#options.onTokenLack();
  }

  /** Only the platform's widgets are known to tell that they are ready, and those only where they may be their own origin. */
  #handleLoad(): void {
    const { widgetId, origin } = this.#options.page;
    const tells = widgetId !== undefined && origin !== location.origin;
    const isInDoubt = this.#error === undefined || this.#error.code === 'frame-silent';
    if (!tells && isInDoubt) this.#set('shown', undefined);
  }

  #handleViolation({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void {
    const { url, origin } = this.#options.page;
    if (effectiveDirective !== 'frame-src' || !url.startsWith(blockedURI)) return;
    const message = `The page's Content-Security-Policy blocks ${origin}: add it to frame-src`;
    this.#set('hidden', new WidgetError('csp-blocked', message));
  }

  #handleToken(error: WidgetError | undefined): void {
    // A page that shows something to strangers too lacks nothing.
    if (error?.code === 'token-required' && this.#state === 'shown') return;
    if (error?.code === this.#tokenError?.code) return;
    this.#tokenError = error;
    this.#options.onChange();
  }

  /** What is shown stays; what is hidden may be there all the same, so that whoever looks can tell. */
  #fail(code: 'frame-silent' | 'frame-failed', what: string): void {
    const state = this.#state === 'hidden' ? 'silent' : this.#state;
    this.#set(state, new WidgetError(code, `The page at ${this.#options.page.url} ${what}`));
  }

  #set(state: FrameVisit['state'], error: WidgetError | undefined): void {
    if (state === this.#state && error === this.#error) return;
    this.#state = state;
    this.#error = error;
    this.#options.onChange();
  }
}
