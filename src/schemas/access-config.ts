import * as z from 'zod/mini';
import { identifier } from './primitives.ts';

/** `public`: anyone; `members`: whoever shows an embed token of the community. */
export const visibilities = ['public', 'members'] as const;

/** `full`: as people call themselves; `first-initial`: "Ada L."; `masked`: "A•••", and no avatar. */
export const nameModes = ['full', 'first-initial', 'masked'] as const;

/** Where a page comes from, written as browsers send it: scheme, host, and the port unless it is the scheme's own. */
export const webOrigin = z
  .string()
  .check(
    z.maxLength(300),
    z.refine(isWebOrigin, 'must be an origin as browsers send it, for instance https://www.example.com'),
  );

const visibility = z.enum(visibilities);
const names = z.enum(nameModes);
export const webOrigins = z.array(webOrigin).check(z.maxLength(100));
const externalIds = z._default(z.array(identifier).check(z.maxLength(1000)), []);
const excluded = z.strictObject({ returning: externalIds, slack: externalIds });

/** What a board or channel may say of itself. What it leaves out is as its community says. */
export const ownAccess = {
  /** Who may read it. */
  visibility: z.optional(visibility),
  /** The only pages that may read it, by their origin. Empty: any. */
  origins: z.optional(webOrigins),
  /** How members are named. */
  names: z.optional(names),
  /** Members who are not shown, by their platform's ids; together with the community's. */
  excluded: z.optional(excluded),
};

/** The same for all of a community that says nothing else. */
export const communityAccess = {
  visibility: z._default(visibility, 'public'),
  origins: z._default(webOrigins, []),
  names: z._default(names, 'full'),
  excluded: z.prefault(excluded, {}),
};

/** A key of `userIdentifiers`, as the platform's own widgets write them. */
export const userIdentifierName = z
  .string()
  .check(z.regex(/^data-[a-z0-9][a-z0-9-]{0,58}$/, 'must be data- and then lower-case letters, digits and dashes'));

/** What a user identifier holds: an id or a username of a platform. */
export const identityKinds = ['returning:id', 'returning:username', 'slack:id', 'slack:username'] as const;

/** Which user identifiers say who somebody is; where several do, the first that is known counts. */
export const userIdentifierMapping = z._default(z.record(userIdentifierName, z.enum(identityKinds)), {
  'data-user-id': 'returning:id',
  'data-username': 'returning:username',
  'data-slack-id': 'slack:id',
});

export type Visibility = (typeof visibilities)[number];
export type NameMode = (typeof nameModes)[number];
export type IdentityKind = (typeof identityKinds)[number];
export type ExcludedMembers = z.infer<typeof excluded>;

function isWebOrigin(value: string): boolean {
  // A host may hold a "*", and whoever writes one means something else.
  if (!/^https?:[^*]+$/.test(value) || !URL.canParse(value)) return false;
  return new URL(value).origin === value;
}
