import { badge, badgeShelf } from '../../schemas/badges.ts';
import { channelDetail, frame } from '../../schemas/frames.ts';
import { boardList } from '../../schemas/board-list.ts';
import { leaderboard } from '../../schemas/leaderboard.ts';
import { messagePage } from '../../schemas/messages.ts';
import { fileOperations } from './file-operations.ts';
import type { Operation } from './operation.ts';
import { erasure, hookAnswer, linkAnswer, liveness, readiness, tokenAnswer } from './schemas.ts';
import { shelfParameters } from '../routes/badges.ts';
import { embedNames, embedWidgets } from '../routes/embed/widgets.ts';
import { tokenPaths, tokenRequest } from '../routes/embed-tokens.ts';
import { eventParameters } from '../routes/events.ts';
import { readinessParameters } from '../routes/health.ts';
import { leaderboardParameters } from '../routes/leaderboards.ts';
import { linkBody } from '../routes/members.ts';
import { messageParameters } from '../routes/messages.ts';
import { oembedAnswer, oembedParameters } from '../routes/oembed.ts';

const community = '/v1/communities/{communityId}';
const token = { security: { name: 'embedToken', optional: true } } as const;
const accessKey = { security: { name: 'accessKey' } } as const;

/** What every read of a community can be refused with. */
const readProblems = ['malformed-request', 'token-expired', 'token-invalid', 'origin-not-allowed', 'unknown-community', 'rate-limited'] as const; // prettier-ignore
const bodyProblems = ['malformed-json', 'malformed-request', 'body-too-large', 'encoding-refused', 'rate-limited'] as const; // prettier-ignore
const hookProblems = ['unknown-event', 'dead-letter', 'unauthorized', ...bodyProblems] as const;
const encryptionProblems = ['decryption-failed', 'encryption-not-configured', 'encryption-required'] as const;
const serverProblems = ['unauthorized', 'origin-not-allowed', 'unknown-community', 'unknown-member', 'rate-limited'] as const; // prettier-ignore

const reads: readonly Operation[] = [
  {
    method: 'get',
    path: `${community}/leaderboards`,
    id: 'listLeaderboards',
    summary: 'The boards that the caller may read',
    ...token,
    answer: { description: 'The boards', schema: boardList, isSnapshot: true },
    problems: readProblems,
  },
  {
    method: 'get',
    path: `${community}/leaderboards/{slug}`,
    id: 'readLeaderboard',
    summary: 'The top of one board in one period; with a token also the caller’s own place',
    ...token,
    query: leaderboardParameters,
    answer: { description: 'The board, true at its cursor', schema: leaderboard, isSnapshot: true },
    problems: [...readProblems, 'token-required', 'unknown-board'],
  },
  {
    method: 'get',
    path: `${community}/channels/{channelId}/messages`,
    id: 'readMessages',
    summary: 'A channel’s messages, page by page, the newest first',
    ...token,
    query: messageParameters,
    answer: { description: 'The page, true at its cursor', schema: messagePage, isSnapshot: true },
    problems: [...readProblems, 'token-required', 'unknown-channel'],
  },
  {
    method: 'get',
    path: `${community}/channels/{channelId}`,
    id: 'readChannel',
    summary: 'One channel',
    ...token,
    answer: { description: 'The channel', schema: channelDetail, isSnapshot: true },
    problems: [...readProblems, 'token-required', 'unknown-channel'],
  },
  {
    method: 'get',
    path: `${community}/frames/{widget}/{frameId}`,
    id: 'findFrame',
    summary: 'Where one of the platform’s hosted widgets is: channel, store, milestone, social or currency',
    ...token,
    answer: {
      description: 'Its address, and the only origin whose messages are to be believed',
      schema: frame,
      isSnapshot: true,
    },
    problems: [...readProblems, 'token-required', 'not-found'],
  },
  {
    method: 'get',
    path: `${community}/members/{memberId}/badges`,
    id: 'readShelf',
    summary: 'Every badge as a member has it; "me" is the token’s member',
    ...token,
    query: shelfParameters,
    answer: { description: 'The shelf, true at its cursor', schema: badgeShelf, isSnapshot: true },
    problems: [...readProblems, 'token-required', 'unknown-member'],
  },
  {
    method: 'get',
    path: `${community}/events`,
    id: 'openStream',
    summary: 'The live stream of the topics asked for',
    ...token,
    query: eventParameters,
    headers: { 'Last-Event-ID': 'Where to resume; it stands before the parameter "cursor".' },
    answer: { description: 'Server-sent events', contentType: 'text/event-stream' },
    problems: [...readProblems, 'too-many-streams', 'streams-full', 'shutting-down'],
  },
];

const writes: readonly Operation[] = [
  ...tokenPaths.map((path): Operation => ({
    method: 'post',
    path,
    id: path.startsWith('/v1') ? 'makeEmbedToken' : 'makeEmbedTokenLikeThePlatform',
    summary: 'An embed token for one visitor, for an access key. From servers, never from pages',
    body: { description: 'The access key, and who the visitor is', schema: tokenRequest },
    answer: { description: 'The token', schema: tokenAnswer },
    problems: [...bodyProblems, 'unauthorized', 'origin-not-allowed', 'not-found'],
  })),
  {
    method: 'post',
    path: `${community}/members/{memberId}/badges/{badgeId}`,
    id: 'awardBadge',
    summary: 'Awards a badge by hand; done again, it changes nothing',
    ...accessKey,
    answer: { description: 'The badge as the member now has it', schema: badge },
    problems: [...serverProblems, 'unknown-badge'],
  },
  {
    method: 'delete',
    path: `${community}/members/{memberId}/badges/{badgeId}`,
    id: 'revokeBadge',
    summary: 'Takes a badge back by hand; done again, it changes nothing',
    ...accessKey,
    answer: { description: 'The badge as the member now has it', schema: badge },
    problems: [...serverProblems, 'unknown-badge'],
  },
  {
    method: 'delete',
    path: `${community}/members/{memberId}`,
    id: 'eraseMember',
    summary: 'Erases a member and all that is kept of them',
    ...accessKey,
    answer: { description: 'How much there was', schema: erasure },
    problems: serverProblems,
  },
  {
    method: 'post',
    path: `${community}/members/{memberId}/links`,
    id: 'linkMember',
    summary: 'Says that a member is also somebody of another platform; two members become one',
    ...accessKey,
    body: { description: 'The other platform’s id of the person', schema: linkBody },
    answer: { description: 'What came of it', schema: linkAnswer },
    problems: [...serverProblems, 'malformed-json', 'malformed-request', 'body-too-large', 'encoding-refused'],
  },
];

const hooks: readonly Operation[] = [
  {
    method: 'post',
    path: '/hooks/returning/{secret}',
    id: 'takeReturningHook',
    summary: 'A webhook of Returning.AI; encrypted with "x-encrypted: true"',
    headers: { 'X-Encrypted': '"true" where the body is encrypted as the community says.' },
    body: { description: 'What the platform sends' },
    answer: { description: 'The event is kept, or was kept before', schema: hookAnswer },
    problems: [...hookProblems, ...encryptionProblems, 'community-mismatch'],
  },
  {
    method: 'post',
    path: '/hooks/slack',
    id: 'takeSlackEvent',
    summary: 'A delivery of Slack’s Events API; a challenge is answered as text',
    security: { name: 'slackSignature' },
    headers: { 'X-Slack-Request-Timestamp': 'When it was signed, in seconds since 1970.' },
    body: { description: 'What Slack sends' },
    answer: {
      description: 'The event is kept, or was kept before',
      schema: hookAnswer,
      textFor: 'Slack’s url_verification: its challenge',
    },
    problems: [...hookProblems, 'event-ignored'],
  },
];

const pages: readonly Operation[] = [
  ...embedNames.map((name): Operation => ({
    method: 'get',
    path: `/embed/${name}`,
    id: `showPageOf-${name}`,
    summary: `<${embedWidgets[name].tag}> as a page to be framed; the parameters are the element’s attributes`,
    query: embedWidgets[name].parameters,
    headers: { 'Accept-Language': 'The language of the page where "locale" does not say.' },
    answer: { description: 'The page', contentType: 'text/html', isSnapshot: true },
    problems: ['malformed-request', 'not-found', 'rate-limited'],
  })),
  {
    method: 'get',
    path: '/oembed',
    id: 'describePage',
    summary: 'How to frame the page of a widget, as oEmbed 1.0 says it',
    query: oembedParameters,
    answer: { description: 'The frame', schema: oembedAnswer, isSnapshot: true },
    problems: ['malformed-request', 'not-found', 'rate-limited', 'format-not-offered'],
  },
];

const upkeep: readonly Operation[] = [
  {
    method: 'get',
    path: '/healthz',
    id: 'readLiveness',
    summary: 'Whether the process answers',
    answer: { description: 'It does', schema: liveness },
    problems: [],
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'readReadiness',
    summary: 'Whether the store answers, and the bridge is not stopping',
    query: readinessParameters,
    answer: { description: 'All of it', schema: readiness },
    problems: ['malformed-request', 'shutting-down'],
  },
  {
    method: 'get',
    path: '/openapi.json',
    id: 'readDescription',
    summary: 'This document',
    answer: { description: 'OpenAPI 3.1', isSnapshot: true },
    problems: [],
  },
];

/** Only where `server.metrics` has a key. */
export const metricsOperation: Operation = {
  method: 'get',
  path: '/metrics',
  id: 'readMetrics',
  summary: 'What the bridge counts',
  security: { name: 'metricsKey' },
  answer: { description: 'OpenMetrics', contentType: 'application/openmetrics-text' },
  problems: ['unauthorized'],
};

/** Every route of the bridge but the metrics and the demo's pages. A route or a file that is missing here fails a test. */
export const operations: readonly Operation[] = [...reads, ...writes, ...hooks, ...pages, ...upkeep, ...fileOperations];
