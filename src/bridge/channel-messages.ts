import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact, MessagePostedFact } from '../schemas/fact.ts';
import { factClaim } from './domain/fact-claim.ts';
import { recordFact } from './domain/record-fact.ts';
import { returningClaim } from './ingest/delivery-claim.ts';
import { clampAhead } from './ingest/event-time.ts';
import { derivedMessageId } from './ingest/returning-message.ts';
import { newMemberId } from './new-member-id.ts';
import type { Store } from './store/store.ts';
import type { ReturningApi } from './upstream/returning-api.ts';
import type { ReturningMessage } from './upstream/returning-values.ts';

export interface ChannelMessagesOptions {
  readonly community: CommunityConfig;
  readonly returning: Pick<ReturningApi, 'messages'>;
  readonly store: Store;
  /** Epoch ms. */
  readonly clock: () => number;
  /** Told of each message that was new, once it is durable. */
  readonly onKept: (fact: Fact) => void;
}

/** The messages Returning.AI has of its channels, kept on the way of hooks: what a hook told already changes nothing. */
export class ChannelMessages {
  readonly #options: ChannelMessagesOptions;

  constructor(options: ChannelMessagesOptions) {
    this.#options = options;
  }

  /** The newest messages of a channel of Returning.AI's, the oldest of them first. @throws {UpstreamError} */
  async read(channelId: string, count: number, signal?: AbortSignal): Promise<MessagePostedFact[]> {
    const messages = await this.#options.returning.messages({ channelId, count }, signal);
    const own = messages.filter((message) => message.channelId === channelId);
    return own.map((message) => this.#factOf(message)).toReversed();
  }

  /** Those that are not kept yet. */
  async unknown(facts: readonly MessagePostedFact[]): Promise<MessagePostedFact[]> {
    const { store, community } = this.#options;
    const view = await store.read(community.id, [() => ({ claims: facts.flatMap(claimsOf) })]);
    return facts.filter((fact) => !claimsOf(fact).some((claim) => view.isClaimed(claim)));
  }

  /** @returns how many were new */
  async keep(facts: readonly MessagePostedFact[]): Promise<number> {
    let added = 0;
    for (const fact of await this.unknown(facts)) if (await this.#keepOne(fact)) added += 1;
    return added;
  }

  async #keepOne(fact: MessagePostedFact): Promise<boolean> {
    const { store, community, clock, onKept } = this.#options;
    const fresh = { person: newMemberId(), referrer: newMemberId() };
    const outcome = await store.transact(community.id, recordFact(fact, { community, fresh, now: clock() }));
    if (outcome === 'accepted') onKept(fact);
    return outcome === 'accepted';
  }

  #factOf({ externalId, authorId, channelId, channelName, text, at }: ReturningMessage): MessagePostedFact {
    const { community, clock } = this.#options;
    const told = { serverId: community.id, userId: authorId, dateMs: at, subjectId: externalId };
    return {
      kind: 'message.posted',
      source: 'returning',
      at: clampAhead(at, clock()),
      delivery: returningClaim({ event: 'message-read', ...told }),
      person: { externalId: authorId },
      channel: { externalId: channelId, ...(channelName !== undefined && { name: channelName }) },
      message: { externalId, text, format: 'returning-text' },
    };
  }
}

/** A hook without the message's id may have told of it. */
function claimsOf(fact: MessagePostedFact): string[] {
  const { channel, person, message, at } = fact;
  const derived = { channelId: channel.externalId, authorId: person.externalId, dateMs: at, text: message.text };
  const other = { ...fact, message: { ...message, externalId: derivedMessageId(derived) } };
  return [fact, other].map((each) => factClaim(each, person.externalId));
}
