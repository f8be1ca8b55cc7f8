import * as z from 'zod/mini';
import { decode } from '../../src/schemas/decode.ts';
import { wholeNumberText } from '../../src/schemas/primitives.ts';
import { runStandIn } from './stand-in.ts';

const environment = z.object({
  HOOK_URL: z.url({ protocol: /^https?$/, error: 'must be the http(s) address of the bridge’s hook' }),
  INTERVAL_MS: z._default(wholeNumberText(1, 3_600_000), 2000),
});

const { HOOK_URL: hookUrl, INTERVAL_MS: intervalMs } = decode(environment, process.env, 'the environment');
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
await runStandIn({ hookUrl, intervalMs, signal: stop.signal });
// Sockets kept alive for the next webhook would hold the process.
process.exit(0);
