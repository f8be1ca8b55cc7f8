import type { ChannelConfig, CommunityConfig } from '../../schemas/config.ts';
import { errorFields, type Log } from '../log.ts';
import { sleep, systemEpochClock, type EpochClock } from './epoch-clock.ts';
import type { ReturningReads } from './returning-reads.ts';
import type { SlackApi } from './slack-api.ts';
import { UpstreamError } from './upstream-error.ts';

export interface ChannelNamesOptions {
  /** Those of its channels that have a name of their own are not asked for. */
  readonly community: Pick<CommunityConfig, 'id' | 'channels'>;
  readonly reads: Pick<ReturningReads, 'channels'> | undefined;
  readonly slack: Pick<SlackApi, 'channel'> | undefined;
  readonly log: Log;
  readonly clock?: EpochClock;
}

const HOUR_MS = 60 * 60_000;
const RETRY_MS = 5 * 60_000;

/**
 * What the platforms call the channels that the configuration gives no name: asked for again and again beside all
 * readers, who get the last name there was at once.
 */
export class ChannelNames {
  readonly #options: ChannelNamesOptions;
  readonly #clock: EpochClock;
  /** By the channel's own id. */
  readonly #names = new Map<string, string>();
  readonly #missing = new Set<string>();
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;

  constructor({ clock = systemEpochClock, ...options }: ChannelNamesOptions) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Begins to ask at once. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves once nothing is asked any more. */
  async close(): Promise<void> {
    this.#closing.abort(new UpstreamError('upstream-closed', 'No more channels are asked for.'));
    await this.#running;
  }

  /** The configured name, else the platform's last, else the id. */
  nameOf({ id, name }: Pick<ChannelConfig, 'id' | 'name'>): string {
    return name ?? this.#names.get(id) ?? id;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    const { channels } = this.#options.community;
    const unnamed = channels.filter((channel) => channel.name === undefined && this.#questionsFor(channel).length > 0);
    while (unnamed.length > 0 && !signal.aborted) {
      let isPlatformDown = false;
      for (const channel of unnamed) if (!(await this.#findOut(channel))) isPlatformDown = true;
      await sleep(this.#clock, isPlatformDown ? RETRY_MS : HOUR_MS, signal).catch(() => undefined);
    }
  }

  /** @returns false where asking again soon may do better */
  async #findOut(channel: ChannelConfig): Promise<boolean> {
    const { signal } = this.#closing;
    const errors: unknown[] = [];
    for (const ask of this.#questionsFor(channel)) {
      try {
        const name = await ask();
        if (name === undefined) continue;
        this.#names.set(channel.id, name);
        return true;
      } catch (error) {
        errors.push(error);
      }
    }
    if (!signal.aborted) this.#miss(channel, errors);
    return !errors.some((error) => error instanceof UpstreamError && error.isRetryable);
  }

  /** Each apart, so that what refuses one leaves the name that another tells. */
  #questionsFor({ returning, slack: slackIds }: ChannelConfig): (() => Promise<string | undefined>)[] {
    const { reads, slack } = this.#options;
    const { signal } = this.#closing;
    const onReturning = reads && returning.length > 0 ? [() => nameOnReturning(returning, reads)] : [];
    const onSlack = slack ? slackIds.map((id) => async () => (await slack.channel(id, signal))?.name) : [];
    return [...onReturning, ...onSlack];
  }

  /** Told once, and only while there is no name to show: a private channel may have none for good. */
  #miss({ id }: ChannelConfig, [error]: readonly unknown[]): void {
    if (this.#names.has(id) || this.#missing.has(id)) return;
    this.#missing.add(id);
    const { log, community } = this.#options;
    const cause = error === undefined ? {} : errorFields(error);
    log.warn('channel-name-unknown', { community: community.id, channel: id, ...cause });
  }
}

async function nameOnReturning(
  ids: readonly string[],
  reads: Pick<ReturningReads, 'channels'>,
): Promise<string | undefined> {
  const { value: listed } = await reads.channels();
  const names = ids.map((id) => listed.find(({ externalId }) => externalId === id)?.name);
  return names.find((name) => name !== undefined);
}
