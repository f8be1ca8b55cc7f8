import * as z from 'zod/mini';
import type { CommunityConfig } from '../../schemas/config.ts';
import { formatCursor } from '../../schemas/cursor.ts';
import { positionAfter, type MessagePage } from '../../schemas/messages.ts';
import type { RankedMember, Reads, Slice, View } from '../store/store.ts';
import { messageRanking, type NamedChannel } from './channels.ts';
import { collections, readDocument } from './documents.ts';
import { readMessage } from './message-state.ts';
import { exclusionQuery, namingRuleOf, presentationOf } from './naming.ts';
import { peopleReads, presentMessage } from './present.ts';

/** Which messages of a channel are wanted: the newest `limit`, or those older than `before`. */
export interface PageRequest {
  readonly channel: NamedChannel;
  readonly community: CommunityConfig;
  readonly limit: number;
  readonly before?: RankedMember;
}

/** What a page is made of: the messages, then the people in them. */
export function messagePageReads(request: PageRequest): Reads {
  const { excluded } = namingRuleOf(request.channel, request.community);
  const looks: Reads = furtherLooks.map((_, index) => (view) => ({
    slices: slicesOf(request, view, index + 1).slice(index + 1),
  }));
  return [
    () => ({ ...exclusionQuery(excluded), slices: [firstSlice(request)] }),
    ...looks,
    ...peopleReads((view) => listedRows(request, view).map(({ member }) => member)),
  ];
}

/** The page, from a view that holds its reads. Fewer than wanted only where much of the channel is not shown. */
export function messagePageOf(request: PageRequest, view: View): MessagePage {
  const { channel, community, limit } = request;
  const presentation = presentationOf(namingRuleOf(channel, community), view);
  const listed = listedRows(request, view);
  const page = listed.slice(0, limit);
  return {
    channel: { id: channel.id, name: channel.name },
    messages: page.flatMap(({ member }) => {
      const message = readMessage(view, member);
      return (message && presentMessage(message, presentation, view)) ?? [];
    }),
    nextBefore: positionOf(listed.length > limit ? page.at(-1) : unlookedAt(request, view)),
    cursor: formatCursor(view.cursor),
  };
}

/** @returns undefined for anything `positionAfter` did not make */
export function parsePosition(text: string): RankedMember | undefined {
  const match = /^([0-9]{1,16})\.([A-Za-z0-9_-]{1,64})$/.exec(text);
  if (!match) return undefined;
  const [, score = '', member = ''] = match;
  return { score: Number(score), tie: 0, member };
}

/** How many times as much is read where a page is not full yet, since much of what was found is not shown. */
const furtherLooks = [4, 16] as const;

/** What has been read, and is to be read next: from a view that holds all but the last. @param looks how many at most */
function slicesOf(request: PageRequest, view: View, looks: number): Slice[] {
  const slices = [firstSlice(request)];
  for (const times of furtherLooks.slice(0, looks)) {
    const last = lastOf(slices.at(-1), view);
    if (last === undefined || rowsIn(slices, request, view).length > request.limit) break;
    slices.push({ ...firstSlice(request), limit: (request.limit + 1) * times, after: last });
  }
  return slices;
}

/** The last row of a slice below which there may be more. */
function lastOf(slice: Slice | undefined, view: View): RankedMember | undefined {
  const rows = slice === undefined ? [] : view.slice(slice);
  return rows.length === slice?.limit ? rows.at(-1) : undefined;
}

function listedRows(request: PageRequest, view: View): RankedMember[] {
  return rowsIn(slicesOf(request, view, furtherLooks.length), request, view);
}

/** Where to go on when even the furthest look did not fill the page. */
function unlookedAt(request: PageRequest, view: View): RankedMember | undefined {
  return lastOf(slicesOf(request, view, furtherLooks.length).at(-1), view);
}

/** Of a message as much as says whether it is shown: rows are looked at several times. */
const rowDocument = z.object({
  posted: z.nullable(z.object({ author: z.string() })),
  text: z.nullable(z.unknown()),
});

// A message that was deleted while its channel was not configured still has its place.
function rowsIn(slices: readonly Slice[], { channel, community }: PageRequest, view: View): RankedMember[] {
  const { excluded } = presentationOf(namingRuleOf(channel, community), view);
  return slices
    .flatMap((slice) => view.slice(slice))
    .filter(({ member }) => {
      const row = readDocument(view, rowDocument, collections.messages, member);
      return row?.posted && row.text !== null && !excluded.has(row.posted.author);
    });
}

// One more than wanted, to see whether there are older ones.
function firstSlice({ channel, limit, before }: PageRequest): Slice {
  return {
    ranking: messageRanking(channel.id),
    limit: limit + 1,
    join: collections.messages,
    ...(before !== undefined && { after: before }),
  };
}

function positionOf(row: RankedMember | undefined): string | null {
  return row === undefined ? null : positionAfter(row.member, row.score);
}
