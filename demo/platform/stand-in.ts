import { setTimeout as delay } from 'node:timers/promises';
import { CommunityLife } from './community-life.ts';
import { deliver } from './deliver.ts';
import type { Webhook } from './webhooks.ts';

export interface StandInOptions {
  /** The bridge's hook address, secret included. */
  readonly hookUrl: string;
  /** Between two webhooks, once the founders have joined. */
  readonly intervalMs: number;
  /** How many webhooks come at once after the founders’, dated as if they had come before. Default 0. */
  readonly pastEvents?: number;
  readonly signal: AbortSignal;
  /** Told of each webhook before it is sent. */
  readonly onWebhook?: (webhook: Webhook) => void;
  readonly random?: () => number;
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log?: (line: string) => void;
}

/** From one of the past to the next. */
const PAST_STEP_MS = 7 * 60_000;

/**
 * Plays Returning.AI to a bridge: sends webhooks one after the other until the signal aborts, and then resolves.
 * Nothing piles up while the bridge is away: the next event happens once the last one was taken.
 */
export async function runStandIn(options: StandInOptions): Promise<void> {
  const { hookUrl, intervalMs, signal, onWebhook, pastEvents = 0, random = Math.random, now = Date.now } = options;
  const { fetch = globalThis.fetch, pause = pauseFor, log = console.log } = options;
  let past = pastEvents;
  const life = new CommunityLife({ random, now: () => now() - past * PAST_STEP_MS });
  const delivery = { hookUrl, signal, fetch, pause, log };
  const send = async (webhook: Webhook): Promise<void> => {
    onWebhook?.(webhook);
    await deliver(webhook, delivery);
  };
  try {
    for (const webhook of life.founding()) await send(webhook);
    for (; past > 0; past -= 1) await send(life.next());
    for (;;) {
      await pause(intervalMs, signal);
      await send(life.next());
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
