import type { Webhook } from './webhooks.ts';

/** How long the sender waits before it sends the same body again. */
export const RETRY_PAUSE_MS = 1000;
/** How long it waits for an answer. */
const ANSWER_WITHIN_MS = 10_000;

export interface DeliverOptions {
  readonly hookUrl: string;
  /** Ends the sending at once, also during a pause or an unanswered request. */
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  /** Rejects when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * Sends one webhook until the bridge has answered it: again after a pause while the bridge is down, overloaded or
 * failing, no more once it refused the body for good. Whoever awaits it before sending the next keeps the order.
 * @throws the signal's reason when it aborts
 */
export async function deliver(webhook: Webhook, options: DeliverOptions): Promise<void> {
  const { signal, pause, log } = options;
  for (let attempt = 1; ; attempt++) {
    const outcome = await post(webhook, options);
    if (outcome === 'delivered' && attempt > 1) log('The bridge takes webhooks again.');
    if (outcome === 'delivered') return;
    if (outcome.final) {
      log(`The bridge refused "${webhook.event.name}": ${outcome.why}.`);
      return;
    }
    if (attempt === 1) log(`The bridge did not take a webhook (${outcome.why}); sending it again every second.`);
    await pause(RETRY_PAUSE_MS, signal);
  }
}

type Outcome = 'delivered' | { readonly why: string; readonly final: boolean };

async function post(webhook: Webhook, { hookUrl, signal, fetch }: DeliverOptions): Promise<Outcome> {
  try {
    const response = await fetch(hookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(webhook),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    await response.body?.cancel();
    return response.ok ? 'delivered' : { why: `status ${response.status}`, final: isFinal(response.status) };
  } catch (error) {
    signal.throwIfAborted();
    return { why: reasonOf(error), final: false };
  }
}

/** 408, 425 and 429 say "later"; any other 4xx stays as it is however often the body comes. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error instanceof Error ? error.message : String(error);
}
