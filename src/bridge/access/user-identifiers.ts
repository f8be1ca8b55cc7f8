import type { IdentityKind } from '../../schemas/access-config.ts';
import { identityKey, usernameKey } from '../domain/identity.ts';

/**
 * Where the person whom identifiers name may be known, in the mapping's order.
 * @param given by name, `data-user-id` for instance; a name the mapping does not hold says nothing
 */
export function identityKeysOf(
  given: Readonly<Record<string, string>>,
  mapping: Readonly<Record<string, IdentityKind>>,
): string[] {
  return Object.entries(mapping).flatMap(([name, kind]) => {
    const value = given[name];
    return value === undefined ? [] : [keyOf(kind, value)];
  });
}

function keyOf(kind: IdentityKind, value: string): string {
  switch (kind) {
    case 'returning:id':
      return identityKey('returning', value);
    case 'slack:id':
      return identityKey('slack', value);
    case 'returning:username':
      return usernameKey('returning', value);
    case 'slack:username':
      return usernameKey('slack', value);
    default:
      return kind satisfies never;
  }
}
