import type { Visibility } from '../../schemas/access-config.ts';
import type { CommunityConfig } from '../../schemas/config.ts';

/** Who may read something. */
export interface AccessRule {
  readonly visibility: Visibility;
  /** Empty: any. */
  readonly origins: readonly string[];
}

/** What a board, a channel or a shelf says of itself. */
type OwnRule = { readonly [Key in keyof AccessRule]?: AccessRule[Key] | undefined };

/** Its own rule where it has one, the community's where not. */
export function accessRuleOf(own: OwnRule, community: CommunityConfig): AccessRule {
  return { visibility: own.visibility ?? community.visibility, origins: own.origins ?? community.origins };
}
