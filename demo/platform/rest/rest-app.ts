import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { channel } from '../webhooks.ts';
import { framePages } from '../frame-page.ts';
import type { Fault, Faults } from './faults.ts';
import type { PlatformRecords, RestBadge, RestUser } from './records.ts';
import { slackChannel, slackUser } from './slack-people.ts';
import { usersList, type Paging, type UsersListBody } from './users-list.ts';

/** The keys the stand-in's REST API takes. */
export const restKeys = {
  apiKey: 'demo-api-key',
  badgesKey: 'demo-badges-key',
  botToken: 'xoxb-demo-bot-token',
} as const;

export interface RestAppOptions {
  readonly records: PlatformRecords;
  readonly faults: Faults;
  readonly paging: () => Paging;
  /** Told of each request before anything else. */
  readonly onRequest: (request: { method: string; path: string }) => void;
}

type Env = { Bindings: HttpBindings };

/**
 * Returning.AI's REST API and what we use of Slack's, in the documented shapes, and its hosted widgets: each under its
 * path, on one port.
 */
export function createRestApp({ records, faults, paging, onRequest }: RestAppOptions): Hono<Env> {
  return new Hono<Env>()
    .route('/', framePages())
    .use(async (c, next) => {
      onRequest({ method: c.req.method, path: c.req.path });
      const fault = faults.take();
      return fault === undefined ? await next() : await befall(c, fault);
    })
    .route('/v1', messagesApi(records))
    .route('/apis/v1', integrationApi(records, paging))
    .route('/api/v1', badgesApi(records))
    .route('/slack/api', slackApi());
}

async function befall(c: Context<Env>, fault: Fault): Promise<Response> {
  switch (fault.kind) {
    case 'status':
      if (fault.retryAfter !== undefined) c.header('retry-after', fault.retryAfter);
      if (fault.status === 302) c.header('location', '/v1/messages');
      return c.json({ status: 'error', message: 'As the switch says.' }, fault.status);
    case 'silence':
      return await new Promise(() => {});
    case 'cut':
      c.env.incoming.destroy();
      return await new Promise(() => {});
    case 'body':
      return c.body(fault.body, 200, { 'content-type': 'application/json' });
    default:
      return fault satisfies never;
  }
}

function bearer(key: string): MiddlewareHandler {
  return async (c, next) =>
    c.req.header('authorization') === `Bearer ${key}`
      ? await next()
      : c.json({ status: 'error', message: 'Unauthorized' }, 401);
}

function messagesApi({ messages }: PlatformRecords): Hono {
  return new Hono().use(bearer(restKeys.apiKey)).get('/messages', (c) => {
    const { user_id: userId, channel_id: channelId, count = '20' } = c.req.query();
    const found = messages
      .filter(({ user }) => userId === undefined || user.user_id === userId)
      .filter((one) => channelId === undefined || one.channel.channel_id === channelId);
    const data = { total: `${found.length}`, messages: found.slice(0, Number(count)) };
    return c.json({ status: 'success', message: 'Messages fetched successfully', data });
  });
}

function integrationApi(records: PlatformRecords, paging: () => Paging): Hono {
  return new Hono()
    .use(bearer(restKeys.apiKey))
    .post('/users/info', async (c) => {
      const { idOrEmail } = await c.req.json<{ idOrEmail: string }>();
      const user = records.find(idOrEmail);
      return user ? c.json({ status: 'success', data: userInfo(user) }) : c.json({ status: 'error' }, 404);
    })
    .post('/users/filter', async (c) => {
      const list = usersList([...records.users.values()], await c.req.json<UsersListBody>(), paging());
      return list ? c.json(list) : c.json({ status: 'error', message: 'Send cursor or page.' }, 400);
    })
    .get('/channels', (c) =>
      c.json({ status: 'success', data: [{ _id: channel.channel_id, topic: channel.name, channelType: 'text' }] }),
    )
    .post('/messages/:action{send|reply|react}', async (c) => {
      records.sent.push({ action: c.req.param('action'), ...(await c.req.json<object>()) });
      return c.json({ status: 'success', message: 'Message send successfully' });
    });
}

function userInfo({ person, xp, coins, messages, visits, loginStreak }: RestUser): object {
  const { id: userId, username, firstName, lastName } = person;
  const earned = { xpEarnedToday: 0, coinsEarnedToday: 0, totalReactions: 0, replySent: 0, timeSpent: 0 };
  const rank = { roles: ['@all'], highestRole: '@all', language: 'English' };
  const counts = { totalMessages: messages, visitCount: visits, loginStreak: `${loginStreak}`, ...earned };
  const customFields = { email: `${username}@example.com` };
  return { userId, username, firstName, lastName, xp, coins, ...rank, ...counts, customFields };
}

function badgesApi({ badges }: PlatformRecords): Hono {
  const answer = (message: string, body: object) => ({ meta: { success: true, message, devMessage: message }, body });
  return new Hono()
    .use(async (c, next) =>
      c.req.header('x-api-key') === restKeys.badgesKey ? await next() : c.json({ meta: { success: false } }, 401),
    )
    .get('/badges', (c) =>
      c.json(
        answer(
          'Badges',
          badges.map((badge) => badgeBody(badge)),
        ),
      ),
    )
    .post('/badges/:id/:change{award|remove}', async (c) => {
      const badge = badges.find(({ id }) => id === c.req.param('id'));
      const { userId } = await c.req.json<{ userId: string }>();
      if (badge === undefined) return c.json({ meta: { success: false, message: 'Not found' } }, 404);
      if (c.req.param('change') === 'award') badge.holders.add(userId);
      else badge.holders.delete(userId);
      return c.json(answer('Done', [badgeBody(badge)]));
    });
}

/** Numbers and booleans come as texts. */
function badgeBody({ id, title, description, quantity }: RestBadge): object {
  const image = `https://images.example.com/${id}.png`;
  const texts = { quantity: `${quantity}`, attachRequired: 'false', awarded: 'true' };
  return { id, title, description, action: 'custom', image, lightImage: '', darkImage: '', ...texts };
}

function slackApi(): Hono {
  return new Hono()
    .use(async (c, next) =>
      c.req.header('authorization') === `Bearer ${restKeys.botToken}`
        ? await next()
        : c.json({ ok: false, error: 'invalid_auth' }),
    )
    .get('/users.info', (c) => c.json(slackUser(c.req.query('user'))))
    .get('/conversations.info', (c) => c.json(slackChannel(c.req.query('channel'))));
}
