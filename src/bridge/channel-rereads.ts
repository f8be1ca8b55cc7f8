import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact, MessagePostedFact } from '../schemas/fact.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { channelFor } from './domain/channels.ts';
import { lastErasureAt, lastErasureRef } from './domain/import/last-erasure.ts';
import { isDerivedMessageId } from './ingest/returning-message.ts';
import { errorFields, type Log } from './log.ts';
import type { Store } from './store/store.ts';
import { sleep, systemEpochClock, type EpochClock } from './upstream/epoch-clock.ts';

export interface ChannelRereadsOptions {
  readonly messages: ChannelMessages;
  readonly community: CommunityConfig;
  readonly store: Store;
  readonly log: Log;
  /** From one request to the next. */
  readonly everyMs: number;
  readonly clock?: EpochClock;
}

const COUNT = 50;
/** So far before a hook's message others may have been posted that no hook told of. */
const WINDOW_MS = 15 * 60_000;

/**
 * Takes a message hook as a hint that there is something to read: a little later the channel's newest messages are asked
 * for, one channel at a time and each once for all hooks of the meantime, and those that no hook told of are kept.
 */
export class ChannelRereads {
  readonly #options: Required<ChannelRereadsOptions>;
  /** The last hint of each of Returning.AI's channels, the longest waiting first. */
  readonly #waiting = new Map<string, MessagePostedFact>();
  readonly #closing = new AbortController();
  #working: Promise<void> | undefined;

  constructor(options: ChannelRereadsOptions) {
    this.#options = { clock: systemEpochClock, ...options };
  }

  /** Notes which channel a fact is a hint to; never waits for anyone. */
  follow(fact: Fact): void {
    if (this.#closing.signal.aborted || !this.#isHint(fact)) return;
    this.#waiting.set(fact.channel.externalId, fact);
    this.#working ??= this.#work();
  }

  /** Resolves once no channel waits, or it was closed. */
  async settled(): Promise<void> {
    await this.#working;
  }

  close(): void {
    this.#closing.abort(new Error('No more channels are read.'));
  }

  // The platform's answers name messages by their ids. A hook without one can't be found in them.
  #isHint(fact: Fact): fact is MessagePostedFact {
    return (
      fact.kind === 'message.posted' &&
      fact.source === 'returning' &&
      !isDerivedMessageId(fact.message.externalId) &&
      channelFor(fact, this.#options.community) !== undefined
    );
  }

  async #work(): Promise<void> {
    const { clock, everyMs } = this.#options;
    const { signal } = this.#closing;
    while (this.#waiting.size > 0 && !signal.aborted) {
      await sleep(clock, everyMs, signal).catch(() => undefined);
      const [hint] = this.#waiting.values();
      if (hint === undefined || signal.aborted) break;
      this.#waiting.delete(hint.channel.externalId);
      await this.#readAgain(hint);
    }
    this.#working = undefined;
  }

  async #readAgain(hint: MessagePostedFact): Promise<void> {
    const { messages, log, community } = this.#options;
    const { signal } = this.#closing;
    try {
      const read = await messages.read(hint.channel.externalId, COUNT, signal);
      const added = await messages.keep(await this.#missedAround(hint, read));
      if (added > 0) log.info('missed-messages-kept', { community: community.id, messages: added });
    } catch (error) {
      // The channel's next hook is another hint.
      if (!signal.aborted) log.warn('channel-not-read', { community: community.id, ...errorFields(error) });
    }
  }

  async #missedAround(hint: MessagePostedFact, read: readonly MessagePostedFact[]): Promise<MessagePostedFact[]> {
    const { store, community, log } = this.#options;
    // How hooks name messages is not documented: if it were otherwise than here, each would be kept twice.
    if (!read.some(({ message }) => message.externalId === hint.message.externalId)) {
      log.warn('channel-without-hinted-message', { community: community.id, advice: 'It is deleted, or hooks and the messages API name messages differently: nothing was taken.' }); // prettier-ignore
      return [];
    }
    const view = await store.read(community.id, [() => ({ documents: [lastErasureRef] })]);
    const after = Math.max(hint.at - WINDOW_MS, lastErasureAt(view));
    return read.filter(({ at }) => at > after);
  }
}
