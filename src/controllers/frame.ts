import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { communityUrl, isSameAddress, type BridgeAddress } from '../client/bridge-client.ts';
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
  readonly address: BridgeAddress | undefined;
  readonly find: Load<FramePage>;
  /** Whose tokens of the platform the page may have; undefined: nothing says where from. */
  readonly tokens: TokenSession | undefined;
}

export interface FrameOptions {
  /** Asked at each update. Undefined: something is missing, nothing is framed. */
  readonly request: () => FrameRequest | undefined;
  /** The frame of `page`, once it is rendered. */
  readonly frame: () => HTMLIFrameElement | null;
  readonly onTokenLack: () => void;
}

interface Found {
  readonly page: FramePage;
  /** Whether it is to be loaded even if it is the one that is there. */
  readonly isAnew: boolean;
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
  readonly #resource: ResourceController<Found>;
  #request: FrameRequest | undefined;
  #page: FramePage | undefined;
  #frame: HTMLIFrameElement | null = null;
  #visit: FrameVisit | undefined;

  constructor(host: ReactiveControllerHost, options: FrameOptions) {
    this.#host = host;
    this.#options = options;
    this.#resource = new ResourceController(host, { receive: (found) => this.#receive(found) });
    host.addController(this);
  }

  /** What is to be rendered in a frame, shown or not; another object is another frame. */
  get page(): FramePage | undefined {
    return this.#page;
  }

  get data(): FramePage | undefined {
    return this.#visit?.state === 'shown' ? this.#page : undefined;
  }

  get error(): WidgetError | undefined {
    return this.#resource.error ?? this.#visit?.error;
  }

  get isLoading(): boolean {
    const isComing = this.#page !== undefined && (this.#visit?.state ?? 'hidden') === 'hidden';
    return this.#resource.isLoading || (isComing && !this.error);
  }

  /** Whether there is something to look at, be it that a page does not say so. */
  get isRevealed(): boolean {
    return this.#visit !== undefined && this.#visit.state !== 'hidden';
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
    if (!isSameRequest(previous, this.#request)) this.#restart(isSamePlace(previous, this.#request));
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
    await this.#find(true);
  }

  async #find(isAnew: boolean): Promise<void> {
    const { find } = this.#request ?? {};
    if (find) await this.#resource.run(async (signal) => ({ page: await find(signal), isAnew }));
  }

  /** The same page for another visitor stays as it is, unless the bridge refuses it. */
  #restart(isSamePlace: boolean): void {
    this.#resource.clear();
    if (!isSamePlace) this.#open(undefined);
    void this.#find(false);
  }

  #receive({ page, isAnew }: Found): boolean {
    if (isAnew || page.url !== this.#page?.url) this.#open(page);
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

function isSameRequest(a: FrameRequest | undefined, b: FrameRequest | undefined): boolean {
  if (!a?.address || !b?.address) return isSamePlace(a, b);
  return a.name === b.name && isSameAddress(a.address, b.address);
}

function isSamePlace(a: FrameRequest | undefined, b: FrameRequest | undefined): boolean {
  return placeOf(a) === placeOf(b);
}

function placeOf(request: FrameRequest | undefined): string | undefined {
  return request && `${request.address ? communityUrl(request.address) : ''} ${request.name}`;
}
