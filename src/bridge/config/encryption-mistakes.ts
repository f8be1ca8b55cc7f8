import type { Mistake } from '../../schemas/decode.ts';
import type { CommunityOutline } from './outline.ts';

/** Forms of encrypted hooks that can't be: what is no JSON has no fields, and JSON holds no raw bytes. */
export function encryptionMistakes(encryption: CommunityOutline['encryption'], path: string): Mistake[] {
  if (encryption === undefined) return [];
  if (encryption.wrapper === null) {
    return (['iv', 'tag'] as const)
      .filter((part) => encryption[part].field !== undefined)
      .map((part) => ({ path: `${path}.${part}`, message: 'can\'t stand in a field, because "wrapper" is null' }));
  }
  if (encryption.encoding !== 'binary') return [];
  return [{ path: `${path}.encoding`, message: '"binary" needs "wrapper": null, because JSON can\'t hold raw bytes' }];
}
