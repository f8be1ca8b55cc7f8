import * as z from 'zod/mini';
import { decode } from '../../schemas/decode.ts';
import { returningUpstreamForm } from '../../schemas/upstream-config.ts';
import { createLog, type Log } from '../log.ts';
import { ReturningApi } from './returning-api.ts';
import { UpstreamClient } from './upstream-client.ts';

const keyNeeded = 'must be a key as the platform shows it under "community settings > API keys"';

const { scoresEveryMinutes: _bridgeOnly, ...form } = returningUpstreamForm;

const connection = z.strictObject({
  apiKey: z.string(keyNeeded).check(z.regex(/^[\x21-\x7e]+$/, keyNeeded)),
  ...form,
});

/**
 * `apiKey` (needed) of "community settings > API keys"; `timeoutMs` of one attempt (default 10 s); `requestsPerMinute`,
 * retries included (default 60); `baseUrls` where the platform's APIs live.
 */
export type ConnectOptions = z.input<typeof connection> & {
  /** Told of retries and of rows that could not be read. Default: JSON lines on standard output. */
  readonly log?: Log;
};

export interface ReturningConnection {
  readonly returning: ReturningApi;
  /** Ends every request under way; later ones are refused. */
  readonly close: () => void;
}

/**
 * Returning.AI's REST API for a server of your own, as the bridge itself asks it: within a budget a minute, with
 * time-outs, again where that helps, and `Retry-After` honoured. Never for a page: whoever has the key speaks as anyone.
 * @throws {DecodeError} for options that do not fit, the key among them
 */
export function connectReturning({ log = createLog(), ...options }: ConnectOptions): ReturningConnection {
  const asked = decode(connection, options, 'the connection to Returning.AI');
  const client = new UpstreamClient({ name: 'Returning.AI', ...asked, log });
  return { returning: new ReturningApi({ client, log, ...asked }), close: () => client.close() };
}
