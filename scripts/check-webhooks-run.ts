import { createHmac } from 'node:crypto';
import { encryptBody } from './check-webhooks-encrypt.ts';
import { isEncrypted, planDeliveries, readFixtures, type PlannedDelivery } from './check-webhooks-plan.ts';

export interface CheckOptions {
  /** The bridge's address, for instance `http://localhost:4400`. */
  readonly url: string;
  readonly hookSecret: string;
  readonly slackSigningSecret: string;
  /** 32 characters. */
  readonly encryptionKey: string;
  /** Epoch ms, as the bridge sees it: Slack's signatures are dated. */
  readonly now: () => number;
  /** At least 0, below 1, as `Math.random`. */
  readonly random: () => number;
}

export interface CheckedDelivery extends PlannedDelivery {
  /** `<status> <outcome>`. */
  readonly answer: string;
  readonly isOk: boolean;
}

/** Sends every fixture in every way, one after the other. @throws when no bridge answers there */
export async function checkWebhooks(options: CheckOptions): Promise<CheckedDelivery[]> {
  const checked: CheckedDelivery[] = [];
  for (const planned of planDeliveries(readFixtures(), options.random)) {
    const answer = await describeAnswer(await send(planned, options), planned);
    checked.push({ ...planned, answer, isOk: planned.expected.includes(answer) });
  }
  return checked;
}

async function send({ fixture, way }: PlannedDelivery, options: CheckOptions): Promise<Response> {
  if (fixture.platform === 'slack') {
    return post('hooks/slack', fixture.content, signSlack(fixture.content, options), options);
  }
  const path = `hooks/returning/${encodeURIComponent(options.hookSecret)}`;
  if (!isEncrypted(way)) return post(path, fixture.content, {}, options);
  return post(path, encryptBody(fixture.content, way, options.encryptionKey), { 'x-encrypted': 'true' }, options);
}

async function post(
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  { url }: CheckOptions,
): Promise<Response> {
  return fetch(new URL(path, url.endsWith('/') ? url : `${url}/`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Uint8Array(body),
  });
}

function signSlack(body: Buffer, { slackSigningSecret, now }: CheckOptions): Record<string, string> {
  const timestamp = String(Math.floor(now() / 1000));
  const digest = createHmac('sha256', slackSigningSecret).update(`v0:${timestamp}:`).update(body).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

async function describeAnswer(response: Response, { fixture }: PlannedDelivery): Promise<string> {
  const text = await response.text();
  const { challenge } = readObject(fixture.content.toString());
  const isChallenge = typeof challenge === 'string' && text === challenge;
  const { code, status } = readObject(text);
  const outcome = [code, status].find((one) => typeof one === 'string') ?? 'unknown';
  return `${response.status} ${isChallenge ? 'challenge' : outcome}`;
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
