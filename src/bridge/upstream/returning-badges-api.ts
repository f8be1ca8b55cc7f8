import { returningBadgeChange } from '../../schemas/returning-api.ts';
import type { UpstreamClient } from './upstream-client.ts';
import { refused } from './upstream-error.ts';

export interface ReturningBadgesApiOptions {
  readonly client: UpstreamClient;
  /** Another key than that of the rest of the API. */
  readonly badgesKey: string;
  /** Without a slash at the end. */
  readonly badgesUrl: string;
}

/** Returning.AI's badges. Every method throws {UpstreamError}, or the reason of the signal. */
export class ReturningBadgesApi {
  readonly #options: ReturningBadgesApiOptions;

  constructor(options: ReturningBadgesApiOptions) {
    this.#options = options;
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
    const { client, badgesKey, badgesUrl } = this.#options;
    const what = `${change} a badge`;
    await client.call({
      what,
      method: 'POST',
      url: new URL(`${badgesUrl}/badges/${encodeURIComponent(badgeId)}/${change}`),
      headers: { 'x-api-key': badgesKey },
      body: { userId },
      answer: returningBadgeChange,
      // The platform's badges have a quantity: an award that may have been carried out is not sent twice.
      isRepeatable: false,
      refusal: ({ meta }) => (meta.success ? undefined : refused('Returning.AI', what)),
      signal,
    });
  }
}
