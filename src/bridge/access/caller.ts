import type { AccessRule } from './access-rule.ts';
import { isOriginAllowed, type RequestOrigin } from './origins.ts';

/** Who asks, and from where. */
export type Caller = Anyone | TokenCaller;

interface Anyone {
  readonly kind: 'anyone';
  readonly from: RequestOrigin;
}

/** Somebody with a valid embed token of the community. */
export interface TokenCaller {
  readonly kind: 'token';
  readonly from: RequestOrigin;
  /** Of a member, or of nobody known. */
  readonly member: string;
  /** The access key that vouches for them. */
  readonly accessId: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** As the same names mean in a problem answer. */
export type AccessRefusal = 'origin-not-allowed' | 'token-required';

/** @returns undefined when the caller may read what stands under the rule */
export function refusalOf(caller: Caller, { visibility, origins }: AccessRule): AccessRefusal | undefined {
  if (!isOriginAllowed(origins, caller.from)) return 'origin-not-allowed';
  return visibility === 'members' && caller.kind !== 'token' ? 'token-required' : undefined;
}
