import type { ExcludedMembers, NameMode } from '../../schemas/access-config.ts';
import type { CommunityConfig } from '../../schemas/config.ts';
import { sources } from '../../schemas/fact.ts';
import type { Member } from '../../schemas/member.ts';
import type { Query, View } from '../store/store.ts';
import { botsQuery, readBots } from './bots.ts';
import { identityKey, identityRef, resolveIdentity } from './identity.ts';

/** What a board, a channel or a shelf says of how its members are shown. */
export interface NamingRule {
  readonly names: NameMode;
  readonly excluded: ExcludedMembers;
}

type OwnRule = { readonly [Key in keyof NamingRule]?: NamingRule[Key] | undefined };

/** Its own rule where it has one, else the community's; but who is excluded from the community is excluded everywhere in it. */
export function namingRuleOf(own: OwnRule, community: CommunityConfig): NamingRule {
  const { returning, slack } = community.excluded;
  return {
    names: own.names ?? community.names,
    excluded: {
      returning: [...returning, ...(own.excluded?.returning ?? [])],
      slack: [...slack, ...(own.excluded?.slack ?? [])],
    },
  };
}

/** How the members of a board, a channel or a shelf are shown. */
export interface Presentation {
  readonly names: NameMode;
  /** Members who are not shown at all. */
  readonly excluded: ReadonlySet<string>;
}

/** Everybody, as they call themselves. */
export const fullPresentation: Presentation = { names: 'full', excluded: new Set() };

/** What must be known to tell who is excluded: which members the platforms' ids belong to, and who is a bot. */
export function exclusionQuery(excluded: ExcludedMembers): Query {
  return { documents: [...exclusionKeys(excluded).map(identityRef), ...(botsQuery.documents ?? [])] };
}

/**
 * The members meant by the platforms' ids, and bots, from a view that holds `exclusionQuery`. Nobody is met by an unknown
 * id.
 */
export function excludedMembers(excluded: ExcludedMembers, view: View): ReadonlySet<string> {
  const meant = exclusionKeys(excluded).flatMap((key) => resolveIdentity(view, key) ?? []);
  return new Set([...meant, ...readBots(view)]);
}

/** So many members are excluded at the most, from a view that holds `botsQuery`. */
export function mostExcluded({ excluded }: NamingRule, view: View): number {
  return exclusionKeys(excluded).length + readBots(view).length;
}

/** Whether a rule excludes whoever has an identity, see `identityKey`. */
export function isExcludedKey({ excluded }: NamingRule, key: string): boolean {
  return exclusionKeys(excluded).includes(key);
}

/** The rule as it comes out, from a view that holds its `exclusionQuery`. */
export function presentationOf({ names, excluded }: NamingRule, view: View): Presentation {
  return { names, excluded: excludedMembers(excluded, view) };
}

/** A member as shown; undefined when they are not. A face says as much as a name, so a masked name goes without it. */
export function showMember(member: Member, { names, excluded }: Presentation): Member | undefined {
  if (excluded.has(member.id)) return undefined;
  return { ...member, name: maskName(member.name, names), ...(names === 'masked' && { avatar: null }) };
}

/**
 * A name as far as it may be known. `first-initial`: the first word and the initial of the last, "Ada L."; one word stays
 * as it is. `masked`: the initial and three dots, whatever the length.
 */
export function maskName(name: string, mode: NameMode): string {
  switch (mode) {
    case 'full':
      return name;
    case 'first-initial':
      return shorten(name);
    case 'masked':
      return `${initialOf(name.trim())}•••`;
    default:
      return mode satisfies never;
  }
}

function shorten(name: string): string {
  const words = name.trim().split(/\s+/u);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return last === undefined ? name : `${words[0]} ${initialOf(last)}.`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

// A letter with its accents, or an emoji with all it is joined of.
function initialOf(text: string): string {
  const [first] = graphemes.segment(text);
  return first?.segment ?? '';
}

function exclusionKeys(excluded: ExcludedMembers): string[] {
  return sources.flatMap((source) => excluded[source].map((id) => identityKey(source, id)));
}
