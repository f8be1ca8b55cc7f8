import { isIP } from 'node:net';
import * as z from 'zod/mini';
import type { Mistake } from '../../schemas/decode.ts';

const outline = z.catch(
  z.object({ server: z.object({ trustProxy: z.catch(z.array(z.catch(z.string(), '0.0.0.0')), []) }) }),
  { server: { trustProxy: [] } },
);

/** Networks that look like one, and are none. */
export function serverMistakes(raw: unknown): Mistake[] {
  return outline
    .parse(raw)
    .server.trustProxy.flatMap((network, index) =>
      isNetwork(network)
        ? []
        : [{ path: `server.trustProxy.${index}`, message: 'must be an IP address, or a network such as 10.0.0.0/8' }],
    );
}

function isNetwork(network: string): boolean {
  const [address = '', bits = '0', ...rest] = network.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d+$/.test(bits) && Number(bits) <= most;
}
