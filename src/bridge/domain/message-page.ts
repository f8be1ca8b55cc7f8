import type { CommunityConfig } from '../../schemas/config.ts';
import { formatCursor } from '../../schemas/cursor.ts';
import { positionAfter, type MessagePage } from '../../schemas/messages.ts';
import type { RankedMember, Reads, Slice, View } from '../store/store.ts';
import { messageRanking, type NamedChannel } from './channels.ts';
import { collections } from './documents.ts';
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
  return [
    () => ({ ...exclusionQuery(excluded), slices: [pageSlice(request)] }),
    ...peopleReads((view) => view.slice(pageSlice(request)).map(({ member }) => member)),
  ];
}

/** The page, from a view that holds its reads. Fewer than wanted when some of it is not shown. */
export function messagePageOf(request: PageRequest, view: View): MessagePage {
  const { channel, community, limit } = request;
  const presentation = presentationOf(namingRuleOf(channel, community), view);
  const found = view.slice(pageSlice(request));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    channel: { id: channel.id, name: channel.name },
    messages: shown.flatMap(({ member }) => {
      const message = readMessage(view, member);
      return (message && presentMessage(message, presentation, view)) ?? [];
    }),
    nextBefore: found.length > shown.length && last !== undefined ? positionAfter(last.member, last.score) : null,
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

// One more than wanted, to see whether there are older ones.
function pageSlice({ channel, limit, before }: PageRequest): Slice {
  return {
    ranking: messageRanking(channel.id),
    limit: limit + 1,
    join: collections.messages,
    ...(before !== undefined && { after: before }),
  };
}
