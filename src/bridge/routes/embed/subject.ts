import type { CommunityConfig } from '../../../schemas/config.ts';
import { onlyCommunity } from '../../../schemas/only-community.ts';
import { accessRuleOf, type AccessRule } from '../../access/access-rule.ts';
import { refusalOf } from '../../access/caller.ts';
import type { RouteContext } from '../context.ts';
import { embedWidgets, type EmbedAttributes, type EmbedName } from './widgets.ts';

/** What a page shows, as far as the configuration says. */
export interface EmbedSubject {
  /** Those given, and the community where there is only one. */
  readonly attributes: EmbedAttributes;
  /** What it shows by name where everybody may know it; else the kind of widget. */
  readonly title: string;
  /** Of all that it may show; none where there is no such community, which the page will say. */
  readonly rules: readonly AccessRule[];
}

type Names = Pick<RouteContext, 'communities' | 'named'>;

export function findSubject(name: EmbedName, given: EmbedAttributes, names: Names): EmbedSubject {
  const named = given['community-id'];
  const community = names.communities.findNamed(named || onlyCommunity);
  const attributes = { ...given, 'community-id': community?.id ?? named };
  const { title, rules } = community === undefined ? nothing : shownIn(community, name, attributes, names);
  const isPublic = rules.every((rule) => refusalOf({ kind: 'anyone', from: { kind: 'untold' } }, rule) === undefined);
  return { attributes, title: (isPublic ? title : undefined) ?? embedWidgets[name].title, rules };
}

interface Shown {
  readonly title: string | undefined;
  readonly rules: readonly AccessRule[];
}

const nothing: Shown = { title: undefined, rules: [] };

function shownIn(
  community: CommunityConfig,
  name: EmbedName,
  attributes: EmbedAttributes,
  { named }: Pick<Names, 'named'>,
): Shown {
  const ruleOf = (own: Parameters<typeof accessRuleOf>[0]): AccessRule => accessRuleOf(own, community);
  switch (name) {
    case 'leaderboard': {
      const board = community.boards.find(({ slug }) => slug === attributes['board']);
      return { title: board?.title, rules: [ruleOf(board ?? {})] };
    }
    case 'badge-shelf':
      return { title: undefined, rules: [ruleOf(community.shelf)] };
    case 'channel':
    case 'message-feed': {
      const channel = community.channels.find(({ id }) => id === attributes['channel-id']);
      // What the platform hosts is as open as the community.
      const hosted = attributes['widget'] === undefined ? [] : [ruleOf({})];
      return { title: channel && named(community, channel).name, rules: [ruleOf(channel ?? {}), ...hosted] };
    }
    default:
      return name satisfies never;
  }
}
