import { type BridgeServer, HOOK_SECRET, NOW, signSlack, SLACK_SIGNING_SECRET } from '../../support/bridge-server.ts';
import { fixture, messageHook, slackMessage, type JsonObject } from '../ingest/fixtures.ts';

/** Stands in every hostile body that can hold it; it comes out nowhere. */
export const MARKER = 'Marker.Address@mail.example.com';
const MIB = 1024 * 1024;
const NOW_S = NOW / 1000;

export type Send = (bridge: BridgeServer) => Promise<Response>;
/** A problem is the answer to each. */
export type Attack = readonly [what: string, status: number, code: string, send: Send];

const join = fixture('user-joins-server.json');
const joinText = JSON.stringify(join);

function returning(body: string | Uint8Array<ArrayBuffer> | object, headers: Record<string, string> = {}): Send {
  return (bridge) => bridge.postReturning(body, headers);
}

function joinWith(user: JsonObject, keys: JsonObject = {}): Send {
  return returning({ ...join, ...keys, user: { ...(join['user'] as JsonObject), email: MARKER, ...user } });
}

/** The body of a join with a value written by hand, because `JSON.stringify` would not write it. */
function joinWithRaw(key: string, json: string): Send {
  return returning(joinText.replace(/^\{/, `{"${key}":${json},`));
}

function nested(depth: number): string {
  return `{"mail":"${MARKER}","deep":${'['.repeat(depth)}${']'.repeat(depth)}}`;
}

function chunked(path: string, bytes: number): Send {
  return (bridge) => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    let left = bytes / chunk.length;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => {
        if (left === 0) controller.close();
        else controller.enqueue(chunk);
        left -= 1;
      },
    });
    return fetch(bridge.url + path, { method: 'POST', body, duplex: 'half' } as RequestInit);
  };
}

function at(path: string, method = 'POST'): Send {
  return (bridge) => fetch(bridge.url + path, { method, ...(method !== 'GET' && { body: joinText }) });
}

/** A Slack delivery with headers made from the honest ones. */
function slack(change: (honest: Record<string, string>) => Record<string, string>): Send {
  const body = new TextEncoder().encode(JSON.stringify(slackMessage({ text: MARKER })));
  const honest = signSlack(body, { secret: SLACK_SIGNING_SECRET, timestamp: NOW_S });
  return (bridge) => bridge.postUnsignedSlack(body, change(honest));
}

function slackAt(timestamp: number): Send {
  return (bridge) => bridge.postSlack(slackMessage({ text: MARKER }), { timestamp });
}

const bodies: readonly Attack[] = [
  ['a body of 1 MB', 413, 'body-too-large', returning(new Uint8Array(MIB))],
  ['a body one byte too large', 413, 'body-too-large', returning(new Uint8Array(256 * 1024 + 1))],
  ['a body of 1 MB in chunks', 413, 'body-too-large', chunked(`/hooks/returning/${HOOK_SECRET}`, MIB)],
  ['1 MB for Slack', 413, 'body-too-large', (bridge) => bridge.postUnsignedSlack(new Uint8Array(MIB))],
  ['1 MB for Slack in chunks', 413, 'body-too-large', chunked('/hooks/slack', MIB)],
  ['a packed body', 415, 'encoding-refused', returning(joinText, { 'content-encoding': 'gzip' })],
  ['a twice packed body', 415, 'encoding-refused', returning(joinText, { 'content-encoding': 'identity, gzip' })],
  [
    'a packed body for Slack',
    415,
    'encoding-refused',
    (bridge) => bridge.postUnsignedSlack('', { 'content-encoding': 'br' }),
  ],
  ['no body', 400, 'malformed-json', returning('')],
  ['white space', 400, 'malformed-json', returning(' \n')],
  ['a form', 400, 'malformed-json', returning(`email=${MARKER}`)],
  ['XML', 400, 'malformed-json', returning(`<user>${MARKER}</user>`)],
  ['half a body', 400, 'malformed-json', returning(joinText.slice(0, -20))],
  ['two bodies in one', 400, 'malformed-json', returning(joinText + joinText)],
  ['a comment', 400, 'malformed-json', returning(`${joinText}// ${MARKER}`)],
  ['NaN', 400, 'malformed-json', joinWithRaw('x', 'NaN')],
  ['bytes that are no UTF-8', 400, 'malformed-json', returning(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))],
  ['UTF-16', 400, 'malformed-json', returning(new Uint8Array(Buffer.from(joinText, 'utf16le')))],
  ['100,000 levels', 400, 'malformed-json', returning(nested(100_000))],
  ['33 levels', 400, 'malformed-json', returning(nested(33))],
  ['6,000 keys', 400, 'malformed-json', returning(JSON.stringify(Array.from({ length: 6000 }, () => 0)))],
  ['__proto__', 400, 'malformed-json', joinWithRaw('__proto__', '{"isAdmin":true}')],
  ['__proto__ as an escape', 400, 'malformed-json', joinWithRaw('\\u005f_proto__', '{"isAdmin":true}')],
  ['constructor.prototype', 400, 'malformed-json', joinWithRaw('constructor', '{"prototype":{"isAdmin":true}}')],
  ['null', 202, 'dead-letter', returning('null')],
  ['a list', 202, 'dead-letter', returning([join])],
  ['an empty list', 202, 'dead-letter', returning([])],
  ['a text', 202, 'dead-letter', returning(JSON.stringify(MARKER))],
  ['a number', 202, 'dead-letter', returning('1e999')],
  ['an empty object', 202, 'dead-letter', returning({})],
  ['no event', 202, 'dead-letter', returning({ ...join, event: null })],
  [
    'an event’s name of 1,001 characters',
    202,
    'dead-letter',
    returning({ ...join, event: { name: 'x'.repeat(1001) } }),
  ],
  ['an event’s name that is a prototype’s', 202, 'unknown-event', returning({ ...join, event: { name: '__proto__' } })],
  ['a date beyond all dates', 202, 'dead-letter', returning(joinText.replace(/"date":"[^"]*"/, '"date":1e999'))],
  ['a date before 1970', 202, 'dead-letter', returning({ ...join, date: -1 })],
  ['a date that is no date', 202, 'dead-letter', returning({ ...join, date: '2025-02-30T00:00:00Z' })],
  ['a user without an id', 202, 'dead-letter', joinWith({ id: null })],
  ['a user whose id is an e-mail address', 202, 'dead-letter', joinWith({ id: MARKER })],
  ['a user whose id is a list', 202, 'dead-letter', joinWith({ id: ['1'] })],
  ['a user whose id is too long', 202, 'dead-letter', joinWith({ id: 'x'.repeat(129) })],
  ['a user whose id ends a line', 202, 'dead-letter', joinWith({ id: 'x\nid: 7' })],
  ['a user whose id is half a character', 202, 'dead-letter', joinWith({ id: '\ud800' })],
  ['a user whose id is no safe number', 202, 'dead-letter', joinWith({ id: 2 ** 60 })],
  ['a message without a channel', 202, 'dead-letter', returning(messageHook({ message: MARKER, messageId: 'm' }))],
  ['another community', 403, 'community-mismatch', joinWith({}, { server: { id: 'another' } })],
];

const addresses: readonly Attack[] = [
  ['a wrong secret', 401, 'unauthorized', at('/hooks/returning/wrong')],
  ['the secret in capitals', 401, 'unauthorized', at(`/hooks/returning/${HOOK_SECRET.toUpperCase()}`)],
  ['the secret’s beginning', 401, 'unauthorized', at(`/hooks/returning/${HOOK_SECRET.slice(0, -1)}`)],
  ['the secret and more', 401, 'unauthorized', at(`/hooks/returning/${HOOK_SECRET}%00`)],
  ['the secret after a space', 401, 'unauthorized', at(`/hooks/returning/%20${HOOK_SECRET}`)],
  ['a broken escape', 401, 'unauthorized', at('/hooks/returning/%zz')],
  ['the Slack secret', 401, 'unauthorized', at(`/hooks/returning/${SLACK_SIGNING_SECRET}`)],
  ['a prototype’s name as secret', 401, 'unauthorized', at('/hooks/returning/__proto__')],
  ['an endless secret', 401, 'unauthorized', at(`/hooks/returning/${'x'.repeat(8000)}`)],
  ['no secret', 404, 'not-found', at('/hooks/returning')],
  ['an empty secret', 404, 'not-found', at('/hooks/returning/')],
  ['the secret elsewhere', 404, 'not-found', at(`/hooks/returning?secret=${HOOK_SECRET}`)],
  ['a path behind the secret', 404, 'not-found', at(`/hooks/returning/${HOOK_SECRET}/x`)],
  ['another platform', 404, 'not-found', at('/hooks/discord')],
  ['GET with the secret', 405, 'method-not-allowed', at(`/hooks/returning/${HOOK_SECRET}`, 'GET')],
  ['PUT with the secret', 405, 'method-not-allowed', at(`/hooks/returning/${HOOK_SECRET}`, 'PUT')],
  ['DELETE for Slack', 405, 'method-not-allowed', at('/hooks/slack', 'DELETE')],
];

const signatures: readonly Attack[] = [
  ['no headers', 401, 'unauthorized', slack(() => ({}))],
  ['no signature', 401, 'unauthorized', slack(({ 'x-slack-signature': _, ...rest }) => rest)],
  ['no timestamp', 401, 'unauthorized', slack(({ 'x-slack-request-timestamp': _, ...rest }) => rest)],
  ['an empty signature', 401, 'unauthorized', slack((honest) => ({ ...honest, 'x-slack-signature': '' }))],
  [
    'a signature of another length',
    401,
    'unauthorized',
    slack((honest) => ({ ...honest, 'x-slack-signature': `${honest['x-slack-signature']}0` })),
  ],
  [
    'a signature in capitals',
    401,
    'unauthorized',
    slack((honest) => ({
      ...honest,
      'x-slack-signature': `v0=${honest['x-slack-signature']!.slice(3).toUpperCase()}`,
    })),
  ],
  [
    'a signature of another version',
    401,
    'unauthorized',
    slack((honest) => ({ ...honest, 'x-slack-signature': honest['x-slack-signature']!.replace('v0', 'v1') })),
  ],
  [
    'two signatures',
    401,
    'unauthorized',
    slack((honest) => ({
      ...honest,
      'x-slack-signature': `${honest['x-slack-signature']},${honest['x-slack-signature']}`,
    })),
  ],
  [
    'a signature for another second',
    401,
    'unauthorized',
    slack((honest) => ({ ...honest, 'x-slack-request-timestamp': String(NOW_S + 1) })),
  ],
  [
    'a timestamp in words',
    401,
    'unauthorized',
    slack((honest) => ({ ...honest, 'x-slack-request-timestamp': `${NOW_S}e0` })),
  ],
  ['a wrong signing secret', 401, 'unauthorized', (bridge) => bridge.postSlack(slackMessage(), { secret: 'wrong' })],
  ['an empty signing secret', 401, 'unauthorized', (bridge) => bridge.postSlack(slackMessage(), { secret: '' })],
  ['a signature more than five minutes old', 401, 'unauthorized', slackAt(NOW_S - 301)],
  ['a signature more than five minutes ahead', 401, 'unauthorized', slackAt(NOW_S + 301)],
  ['a signed body that is no JSON', 400, 'malformed-json', (bridge) => bridge.postSlack(`payload=${MARKER}`)],
  ['a signed null', 202, 'event-ignored', (bridge) => bridge.postSlack('null')],
  [
    'a signed challenge that would split headers',
    202,
    'event-ignored',
    (bridge) => bridge.postSlack({ type: 'url_verification', challenge: 'a\r\nset-cookie: x=1' }),
  ],
];

/** Every attack on the hooks' door, by what it tries. */
export const hookAttacks: readonly Attack[] = [...bodies, ...addresses, ...signatures];
