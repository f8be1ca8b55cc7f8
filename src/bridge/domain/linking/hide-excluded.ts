import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Query, View } from '../../store/store.ts';
import { resetOf, runningSpans } from '../board-span.ts';
import { hidingMessages, openMessages } from '../hidden-messages.ts';
import type { Change } from '../log-entry.ts';
import { exclusionQuery, excludedMembers, isExcludedKey, namingRuleOf, type NamingRule } from '../naming.ts';
import type { Merge } from './merge.ts';

/** Who turns out to have an excluded name is not shown any more: what open boards, feeds and shelves are told of that. */

/** What must be known to tell of a member who gets a name. */
export function hidingQuery(key: string, community: CommunityConfig): Query {
  return rulesOf(community).some((rule) => isExcludedKey(rule, key)) ? { slices: openMessages(community) } : {};
}

/** From a view that holds `hidingQuery`. */
export function hidingByKey(
  member: string,
  key: string,
  community: CommunityConfig,
  view: View,
  now: number,
): Change[] {
  return hiding(member, (rule) => isExcludedKey(rule, key), { community, view, now });
}

/** What must be known to tell of two who are one. */
export function hidingInMergeQuery(community: CommunityConfig): Query {
  const documents = rulesOf(community).flatMap(({ excluded }) => exclusionQuery(excluded).documents ?? []);
  return { documents, slices: openMessages(community) };
}

/** Where one of the two is not shown, neither is the other. From a view that holds `hidingInMergeQuery`. */
export function hidingInMerge({ from, into }: Merge, community: CommunityConfig, view: View, now: number): Change[] {
  const context = { community, view, now };
  const isHidden = (member: string, { excluded }: NamingRule): boolean => excludedMembers(excluded, view).has(member);
  return [
    ...hiding(into, (rule) => isHidden(from, rule) && !isHidden(into, rule), context),
    ...hiding(from, (rule) => isHidden(into, rule) && !isHidden(from, rule), context),
  ];
}

interface Context {
  readonly community: CommunityConfig;
  readonly view: View;
  readonly now: number;
}

function hiding(
  member: string,
  isHiddenBy: (rule: NamingRule) => boolean,
  { community, view, now }: Context,
): Change[] {
  const boards = runningSpans(community, now).filter(({ board }) => isHiddenBy(namingRuleOf(board, community)));
  const channels = community.channels.filter((channel) => isHiddenBy(namingRuleOf(channel, community)));
  const hasShelf = !isHiddenBy(namingRuleOf(community.shelf, community));
  return [
    ...boards.map(resetOf),
    ...(channels.length === 0 ? [] : hidingMessages(member, channels, view)),
    ...(hasShelf ? [] : [{ type: 'badges.reset', member } as const]),
  ];
}

function rulesOf(community: CommunityConfig): NamingRule[] {
  return [...community.boards, ...community.channels, community.shelf].map((own) => namingRuleOf(own, community));
}
