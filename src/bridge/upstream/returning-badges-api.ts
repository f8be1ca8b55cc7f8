import type * as z from 'zod/mini';
import { returningBadgeChange, returningBadges } from '../../schemas/returning-api.ts';
import type { Log } from '../log.ts';
import { badgeOf, readable, type ReturningBadge } from './returning-values.ts';
import type { UpstreamClient, UpstreamRequest } from './upstream-client.ts';
import { refused } from './upstream-error.ts';

export interface ReturningBadgesApiOptions {
  readonly client: UpstreamClient;
  /** Another key than that of the rest of the API. */
  readonly badgesKey: string;
  readonly log: Log;
  /** Without a slash at the end. */
  readonly badgesUrl: string;
}

/** Returning.AI's badges. Every method throws {UpstreamError}, or the reason of the signal. */
export class ReturningBadgesApi {
  readonly #options: ReturningBadgesApiOptions;

  constructor(options: ReturningBadgesApiOptions) {
    this.#options = options;
  }

  async list(signal?: AbortSignal): Promise<ReturningBadge[]> {
    const call = { what: 'get badges', answer: returningBadges, isRepeatable: true, signal };
    const { body } = await this.#call('/badges', call);
    return readable(body, call.what, this.#options.log).map(badgeOf);
  }

  async award(badgeId: string, userId: string, signal?: AbortSignal): Promise<void> {
    await this.#change('award', { badgeId, userId }, signal);
  }

  async remove(badgeId: string, userId: string, signal?: AbortSignal): Promise<void> {
    await this.#change('remove', { badgeId, userId }, signal);
  }

  async #change(
    change: 'award' | 'remove',
    { badgeId, userId }: { badgeId: string; userId: string },
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await this.#call(`/badges/${encodeURIComponent(badgeId)}/${change}`, {
      what: `${change} a badge`,
      answer: returningBadgeChange,
      body: { userId },
      // The platform's badges have a quantity: an award that may have been carried out is not sent twice.
      isRepeatable: false,
      signal,
    });
  }

  async #call<Schema extends z.ZodMiniType<{ meta: { success: boolean } }>>(
    path: string,
    call: Omit<UpstreamRequest<Schema>, 'url' | 'method' | 'headers' | 'refusal'>,
  ): Promise<z.output<Schema>> {
    const { client, badgesKey, badgesUrl } = this.#options;
    return client.call({
      ...call,
      method: call.body === undefined ? 'GET' : 'POST',
      url: new URL(badgesUrl + path),
      headers: { 'x-api-key': badgesKey },
      refusal: ({ meta }) => (meta.success ? undefined : refused('Returning.AI', call.what)),
    });
  }
}
