import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { communityUrl, type BridgeAddress } from '../client/bridge-reader.ts';
import { isAboutToken, type WidgetError } from '../client/errors.ts';
import type { FramePage } from '../client/frame-page.ts';
import { FrameVisit } from '../client/frame-visit.ts';
import type { TokenSession } from '../client/token-session.ts';
import type { WidgetSource } from '../internal/widget-source.ts';
import { ResourceController, type Load } from './resource.ts';

/** What to frame, as the host's attributes say it now. */
export interface FrameRequest {
  /** Tells requests to one bridge apart: one of the same name is for the same page. */
  readonly name: string;
  /** Whom to ask; undefined where nobody has to be asked. */
  readonly address?: BridgeAddress;
  readonly find: Load<FramePage>;
  /** Whose tokens of the platform the page may have; undefined: nothing says where from. */
  readonly tokens?: TokenSession | undefined;
}

export interface FrameOptions {
  /** Asked at each update. Undefined: something is missing, nothing is framed. */
  readonly request: () => FrameRequest | undefined;
  /** The frame of `page`, once it is rendered. */
  readonly frame: () => HTMLIFrameElement | null;
  readonly onTokenLack: () => void;
}

/**
 * A framed page as a source: finds it, follows its loading, and keeps it supplied with tokens. It has no `data` until
 * its page is shown. A frame whose host is moved loads anew, as frames do.
 */
export class FrameController implements ReactiveController, WidgetSource<FramePage> {
  /** A page keeps itself up to date. */
  readonly liveState = 'off';
  readonly #host: ReactiveControllerHost;
  readonly #options: FrameOptions;
  readonly #resource: ResourceController<FramePage>;
  #request: FrameRequest | undefined;
  #page: FramePage | undefined;
  /** Whether the page found next stays as it is, if it is the one that is there. */
  #mayStay = true;
  #frame: HTMLIFrameElement | null = null;
  #visit: FrameVisit | undefined;

  constructor(host: ReactiveControllerHost, options: FrameOptions) {
    this.#host = host;
    this.#options = options;
    this.#resource = new ResourceController(host, { receive: (page) => this.#receive(page) });
    host.addController(this);
  }

  /** What is to be rendered in a frame, shown or not; another object is another frame. */
  get page(): FramePage | undefined {
    return this.#page;
  }

  get data(): FramePage | undefined {
    return this.#state === 'shown' ? this.#page : undefined;
  }

  /** Why there is nothing to be shown. */
  get error(): WidgetError | undefined {
    return this.#resource.error ?? (this.data ? undefined : this.pageError);
  }

  /** What the page tells of, or lacks: one that is shown is no less up to date for it. */
  get pageError(): WidgetError | undefined {
    return this.#visit?.error;
  }

  get isLoading(): boolean {
    const isComing = this.#page !== undefined && !this.isRevealed && !this.error;
    return this.#resource.isLoading || isComing;
  }

  /** Whether there is something to look at, be it that a page does not say so. */
  get isRevealed(): boolean {
    return this.#state !== 'hidden';
  }

  /** What the page asks for, whatever that is; undefined before it does. */
  get heightPx(): number | undefined {
    return this.#visit?.heightPx;
  }

  hostDisconnected(): void {
    this.#leave();
  }

  hostUpdate(): void {
    const previous = this.#request;
    this.#request = this.#options.request();
    const isSamePlace = placeOf(previous) === placeOf(this.#request);
    if (!isSamePlace) this.#open(undefined);
    // The same page for another visitor stays as it is, unless the bridge refuses it.
    if (!isSamePlace || previous?.address?.session !== this.#request?.address?.session) {
      this.#resource.clear();
      void this.#find();
    }
    const { error } = this.#resource;
    if (error && isAboutToken(error)) this.#open(undefined);
  }

  hostUpdated(): void {
    const frame = this.#options.frame();
    if (frame !== this.#frame) {
      this.#leave();
      this.#frame = frame;
      if (frame && this.#page) this.#visit = this.#visitOf(frame, this.#page);
    }
    if (this.#visit) this.#visit.tokens.session = this.#request?.tokens;
  }

  /** Finds the page anew and loads it, with another token. */
  async refresh(): Promise<void> {
    this.#request?.tokens?.drop();
    this.#mayStay = false;
    await this.#find();
  }

  get #state(): FrameVisit['state'] {
    return this.#visit?.state ?? 'hidden';
  }

  async #find(): Promise<void> {
    if (this.#request) await this.#resource.run(this.#request.find);
  }

  #receive(page: FramePage): boolean {
    if (!this.#mayStay || page.url !== this.#page?.url) this.#open(page);
    this.#mayStay = true;
    return true;
  }

  /** The next rendering has another frame, or none. */
  #open(page: FramePage | undefined): void {
    this.#leave();
    this.#page = page;
  }

  #visitOf(frame: HTMLIFrameElement, page: FramePage): FrameVisit {
    const { onTokenLack } = this.#options;
    return new FrameVisit({ frame, page, onTokenLack, onChange: () => this.#host.requestUpdate() });
  }

  #leave(): void {
    this.#visit?.end();
    this.#visit = undefined;
    this.#frame = null;
  }
}

function placeOf(request: FrameRequest | undefined): string | undefined {
  return request && `${request.address ? communityUrl(request.address) : ''} ${request.name}`;
}
