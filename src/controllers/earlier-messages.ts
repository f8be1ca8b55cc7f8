import type { ReactiveControllerHost } from 'lit';
import { BridgeReader, type BridgeAddress } from '../client/bridge-reader.ts';
import { joinOlderPage, olderSinceOf, type MessagesState } from '../client/fold-messages.ts';
import { messagesAt } from '../client/read-messages.ts';
import type { MessagePage } from '../schemas/messages.ts';
import type { LiveResourceController } from './live-resource.ts';
import { ResourceController } from './resource.ts';

/** Joins a page to what is shown. @returns false when it does not fit any more */
type Join = () => boolean;

/** Loads the next older page of a message feed when asked to, and joins it to what is shown. */
export class EarlierMessagesController extends ResourceController<Join> {
  readonly #source: LiveResourceController<MessagesState>;

  constructor(host: ReactiveControllerHost, source: LiveResourceController<MessagesState>) {
    super(host, { receive: (join) => join() });
    this.#source = source;
  }

  load(address: BridgeAddress, limit: number): Promise<void> {
    const reader = new BridgeReader(address);
    return this.run((signal) => this.#request(reader, limit, signal));
  }

  /** Asks anew from the data at each try: a reload may have moved the position meanwhile. */
  async #request(reader: BridgeReader, limit: number, signal: AbortSignal): Promise<Join> {
    const { data } = this.#source;
    if (!data || data.nextBefore === null) return () => true;
    const { channel, nextBefore: before } = data;
    const since = olderSinceOf(data);
    const page = await reader.read(messagesAt({ channel: channel.id, limit, before }), { since, signal });
    return () => this.#join(page, before);
  }

  #join(page: MessagePage, before: string): boolean {
    const { data } = this.#source;
    const joined = data && joinOlderPage(data, page, before);
    if (joined) this.#source.amend(() => joined);
    return joined !== undefined;
  }
}
