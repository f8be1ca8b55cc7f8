import type { ReactiveControllerHost } from 'lit';
import { BridgeClient, type BridgeAddress } from '../client/bridge-client.ts';
import type { WidgetError } from '../client/errors.ts';
import { joinOlderPage, olderSinceOf, type MessagesState } from '../client/fold-messages.ts';
import { messagesAt } from '../client/read-messages.ts';
import type { MessagePage } from '../schemas/messages.ts';
import type { LiveResourceController } from './live-resource.ts';
import { ResourceController } from './resource.ts';

interface OlderPage {
  readonly page: MessagePage;
  /** The position it was asked for with. */
  readonly before: string;
}

/** Loads the next older page of a message feed when asked to, and joins it to what is shown. */
export class EarlierMessagesController {
  readonly #source: LiveResourceController<MessagesState>;
  readonly #resource: ResourceController<OlderPage | undefined>;

  constructor(host: ReactiveControllerHost, source: LiveResourceController<MessagesState>) {
    this.#source = source;
    this.#resource = new ResourceController(host, { receive: (older) => !older || this.#join(older) });
  }

  get isLoading(): boolean {
    return this.#resource.isLoading;
  }

  get error(): WidgetError | undefined {
    return this.#resource.error;
  }

  load(address: BridgeAddress, limit: number): Promise<void> {
    const client = new BridgeClient(address);
    return this.#resource.run((signal) => this.#request(client, limit, signal));
  }

  /** Another channel is shown: what is under way belongs to the last one. */
  clear(): void {
    this.#resource.clear();
  }

  /** Asks anew from the data at each try: a reload may have moved the position meanwhile. */
  async #request(client: BridgeClient, limit: number, signal: AbortSignal): Promise<OlderPage | undefined> {
    const { data } = this.#source;
    if (!data || data.nextBefore === null) return undefined;
    const { channel, nextBefore: before } = data;
    const since = olderSinceOf(data);
    return { page: await client.read(messagesAt({ channel: channel.id, limit, before }), { since, signal }), before };
  }

  #join({ page, before }: OlderPage): boolean {
    let isJoined = false;
    this.#source.amend((state) => {
      const joined = joinOlderPage(state, page, before);
      isJoined = joined !== 'outdated';
      return joined === 'outdated' ? state : joined;
    });
    return isJoined;
  }
}
