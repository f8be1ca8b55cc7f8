import { createHash } from 'node:crypto';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { CommunityConfig } from '../../schemas/config.ts';
import { describeMistake } from '../../schemas/decode.ts';
import type { Fact, Source } from '../../schemas/fact.ts';
import type { Unreadable } from '../ingest/reading.ts';
import { readReturning } from '../ingest/returning.ts';
import { readSlack } from '../ingest/slack.ts';
import { hookSecretLookup, verifySlack } from '../ingest/verify.ts';
import type { Json } from '../store/store.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { parseBody, readHookBody, type HookBody } from './hook-body.ts';
import { HookRefusal } from './hook-refusal.ts';
import { measureHooks } from './metrics.ts';
import { problemResponse } from './problem.ts';
import { ReturningBodyReader } from './returning-body.ts';
import { UndatedHooks } from './undated-hooks.ts';

/** Where the platforms' webhooks come in. The order of the checks is the door's: each stands before what it protects. */
export function hookRoutes(context: RouteContext): Hono<NodeEnv> {
  const communityOf = hookSecretLookup(context.hookSecrets);
  const reader = { bodies: new ReturningBodyReader(context.encryptionKeys), undated: new UndatedHooks(context) };
  return new Hono<NodeEnv>()
    .use('/hooks/returning/*', measureHooks('returning', context.metrics))
    .use('/hooks/slack', measureHooks('slack', context.metrics))
    .post('/hooks/returning/:secret', requireSecret(communityOf), refuseEncoded('returning'), (c) =>
      answerReturning(c, communityOf(c.req.param('secret')) ?? '', reader, context),
    )
    .post('/hooks/slack', refuseEncoded('slack'), (c) => answerSlack(c, context));
}

function requireSecret(communityOf: (presented: string) => string | undefined): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    const isKnown = communityOf(c.req.param('secret') ?? '') !== undefined;
    if (!isKnown) throw new HookRefusal('returning', 'unauthorized', { reason: 'secret-unknown' });
    await next();
  };
}

function refuseEncoded(platform: Source): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    const encoding = c.req.header('content-encoding') ?? 'identity';
    if (encoding !== 'identity') throw new HookRefusal(platform, 'encoding-refused', {}, encodingDetail);
    await next();
  };
}

const encodingDetail = 'It has a Content-Encoding: send the body as it is.';

async function answerReturning(
  c: Context<NodeEnv>,
  communityId: string,
  { bodies, undated }: { bodies: ReturningBodyReader; undated: UndatedHooks },
  context: RouteContext,
): Promise<Response> {
  const community = context.communities.find(communityId);
  if (community === undefined)
    throw new Error(`A hook secret names the community ${communityId}, which is not configured.`);
  const body = await bodies.read(c, community);
  const reading = readReturning(body.value, context.clock(), context.emailHashes.get(community.id));
  switch (reading.type) {
    case 'unknown-event':
      return leaveAside('returning', 'unknown-event', { community: community.id, name: reading.name }, context);
    case 'unreadable':
      return putAside('returning', community, body, reading, context);
    case 'fact':
      if (reading.serverId !== community.id) {
        throw new HookRefusal('returning', 'community-mismatch', { community: community.id }, mismatchDetail);
      }
      if (reading.isUndated) undated.tell(community.id, reading.fact.kind);
      return keep(community, reading.fact, context, reading.emailHash);
    default:
      return reading satisfies never;
  }
}

const mismatchDetail = "The event's server.id is not the community this hook address belongs to.";

async function answerSlack(c: Context<NodeEnv>, context: RouteContext): Promise<Response> {
  const bytes = await readHookBody(c, 'slack');
  requireSignature(c, bytes, context);
  const body = parseBody('slack', bytes);
  const reading = readSlack(body.value, context.clock());
  switch (reading.type) {
    case 'challenge':
      return c.text(reading.challenge);
    case 'unknown-event':
      return leaveAside('slack', 'unknown-event', { name: reading.name }, context);
    case 'ignored':
      return leaveAside('slack', 'event-ignored', { reason: reading.reason }, context);
    case 'unreadable':
      return putAsideForTeam(body, reading, context);
    case 'fact': {
      const community = context.communities.ofSlackTeam(reading.teamId);
      if (community === undefined)
        return leaveAside('slack', 'event-ignored', { reason: 'team-not-configured' }, context);
      return keep(community, reading.fact, context);
    }
    default:
      return reading satisfies never;
  }
}

function requireSignature(c: Context<NodeEnv>, body: Uint8Array, { slackSigningSecrets, clock }: RouteContext): void {
  const delivery = {
    timestamp: c.req.header('x-slack-request-timestamp'),
    signature: c.req.header('x-slack-signature'),
    body,
  };
  const proof = verifySlack(delivery, slackSigningSecrets, clock());
  if (proof !== 'authentic') throw new HookRefusal('slack', 'unauthorized', { reason: proof });
}

async function keep(
  community: CommunityConfig,
  fact: Fact,
  { intake, metrics, log }: RouteContext,
  emailHash?: string,
): Promise<Response> {
  const outcome = await intake.keepFact(community, fact, emailHash);
  metrics.countHook(fact.source, outcome);
  log.info(`hook-${outcome}`, { platform: fact.source, community: community.id, kind: fact.kind });
  return Response.json({ status: outcome });
}

function leaveAside(
  platform: Source,
  code: 'unknown-event' | 'event-ignored',
  fields: Record<string, string>,
  { metrics, log }: RouteContext,
): Response {
  metrics.countHook(platform, code);
  log.info(`hook-${code}`, { platform, ...fields });
  return problemResponse(code);
}

async function putAsideForTeam(body: HookBody, reading: Unreadable, context: RouteContext): Promise<Response> {
  const community = context.communities.ofSlackTeam(teamOf(body.value));
  if (community === undefined) return leaveAside('slack', 'event-ignored', { reason: 'team-not-configured' }, context);
  return putAside('slack', community, body, reading, context);
}

async function putAside(
  platform: Source,
  community: CommunityConfig,
  { bytes, value }: HookBody,
  { mistakes }: Unreadable,
  { intake, metrics, log }: RouteContext,
): Promise<Response> {
  const digest = createHash('sha256').update(bytes).digest('base64url');
  // `parseJson` made the value, so it is JSON.
  await intake.keepDeadLetter(community.id, { platform, digest, body: value as Json });
  metrics.countHook(platform, 'dead-letter');
  const described = mistakes.map(describeMistake);
  log.warn('hook-dead-letter', { platform, community: community.id, mistakes: described });
  return problemResponse('dead-letter', described.join('; '));
}

function teamOf(value: unknown): string {
  const team = typeof value === 'object' && value !== null && 'team_id' in value ? value.team_id : undefined;
  return typeof team === 'string' ? team : '';
}
