import * as z from 'zod/mini';
import { decode } from '../../src/schemas/decode.ts';
import { wholeNumberText } from '../../src/schemas/primitives.ts';
import { RestServer } from './rest/rest-server.ts';
import { runStandIn } from './stand-in.ts';

const environment = z.object({
  HOOK_URL: z.url({ protocol: /^https?$/, error: 'must be the http(s) address of the bridge’s hook' }),
  INTERVAL_MS: z._default(wholeNumberText(1, 3_600_000), 2000),
  PAST_EVENTS: z._default(wholeNumberText(0, 10_000), 0),
  /** Where the REST API answers. Default: nowhere. */
  REST_PORT: z.optional(wholeNumberText(1, 65_535)),
});

const settings = decode(environment, process.env, 'the environment');
const { HOOK_URL: hookUrl, INTERVAL_MS: intervalMs, PAST_EVENTS: pastEvents, REST_PORT: restPort } = settings;
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const rest = new RestServer(restPort === undefined ? {} : { port: restPort });
if (restPort !== undefined) await rest.start();
await runStandIn({
  hookUrl,
  intervalMs,
  pastEvents,
  signal: stop.signal,
  onWebhook: (webhook) => rest.records.note(webhook),
});
// Sockets kept alive for the next webhook would hold the process.
process.exit(0);
