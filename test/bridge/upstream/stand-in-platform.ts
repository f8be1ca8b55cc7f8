import type { TestContext } from 'node:test';
import * as z from 'zod/mini';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { restKeys } from '../../../demo/platform/rest/rest-app.ts';
import { RestServer } from '../../../demo/platform/rest/rest-server.ts';
import type { EmailHash } from '../../../src/bridge/ingest/email-hash.ts';
import type { LogFields } from '../../../src/bridge/log.ts';
import { createUpstream, type Upstream, type UpstreamKeys } from '../../../src/bridge/upstream/upstream.ts';
import { UpstreamError } from '../../../src/bridge/upstream/upstream-error.ts';
import { upstreamConfig } from '../../../src/schemas/config.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** When the tests' clock begins. A cache takes the moment 0 for none. */
export const NOW = Date.parse('2026-11-02T09:00:00.000Z');
/** The first wait for another attempt, by the tests' randomness. */
export const FIRST_RETRY_MS = 250;
export const SECOND_RETRY_MS = 500;
export const TIMEOUT_MS = 10_000;

export interface StandIn {
  readonly server: RestServer;
  readonly upstream: Upstream;
  readonly clock: FakeClock;
  /** What was logged, `event` and fields. */
  readonly logged: (LogFields & { event: string })[];
}

export interface StandInOptions {
  readonly records?: PlatformRecords;
  readonly keys?: Partial<UpstreamKeys>;
  readonly requestsPerMinute?: number;
  readonly emailHash?: EmailHash;
}

/** The stand-in platform's REST API over HTTP, and the bridge's way to it, with a clock that stands still. */
export async function standIn(context: TestContext, options: StandInOptions = {}): Promise<StandIn> {
  const { records = new PlatformRecords(), keys, emailHash, requestsPerMinute = 10_000 } = options;
  const server = new RestServer({ records });
  await server.start();
  const { slack, ...baseUrls } = server.baseUrls;
  const config = z.parse(upstreamConfig, {
    returning: { baseUrls, requestsPerMinute },
    slack: { botToken: 'from the environment', baseUrl: slack, requestsPerMinute },
  });
  const clock = new FakeClock();
  clock.advance(NOW);
  const logged: StandIn['logged'] = [];
  const note = (event: string, fields?: LogFields): void => void logged.push({ event, ...fields });
  const log = { info: note, warn: note, error: note };
  const upstream = createUpstream({
    config,
    keys: { ...restKeys, ...keys },
    emailHash,
    log,
    clock,
    random: () => 0.5,
  });
  context.after(async () => {
    upstream.close();
    await server.stop();
  });
  return { server, upstream, clock, logged };
}

/** The error a call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<UpstreamError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
  throw new Error('It should have failed.');
}

/** Lets a call fail for good: moves the clock over the waits between its attempts. */
export async function failing(call: Promise<unknown>, clock: FakeClock): Promise<UpstreamError> {
  const error = errorOf(call);
  for (const wait of [FIRST_RETRY_MS, SECOND_RETRY_MS]) {
    await clock.timerDueIn(wait);
    clock.advance(wait);
  }
  return error;
}
