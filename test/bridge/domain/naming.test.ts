import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identityRef } from '../../../src/bridge/domain/identity.ts';
import {
  excludedMembers,
  exclusionQuery,
  fullPresentation,
  maskName,
  showMember,
} from '../../../src/bridge/domain/naming.ts';
import { memoryStore } from '../../support/community.ts';

describe('a name', () => {
  const rows: readonly (readonly [name: string, firstInitial: string, masked: string])[] = [
    ['Ada Lovelace', 'Ada L.', 'A•••'],
    ['Ada King Lovelace', 'Ada L.', 'A•••'],
    ['  Ada   Lovelace ', 'Ada L.', 'A•••'],
    ['Ada', 'Ada', 'A•••'],
    ['a', 'a', 'a•••'],
    ['Élodie Ünal', 'Élodie Ü.', 'É•••'],
    ['E\u0301lodie U\u0308nal', 'E\u0301lodie U\u0308.', 'E\u0301•••'],
    ['👩‍🚀 Ada 🇩🇪', '👩‍🚀 🇩🇪.', '👩‍🚀•••'],
    ['山田 太郎', '山田 太.', '山•••'],
    [' ', ' ', '•••'],
  ];
  for (const [name, firstInitial, masked] of rows) {
    it(`"${name}" is "${firstInitial}" with its last word shortened, "${masked}" masked`, () => {
      const shown = [maskName(name, 'full'), maskName(name, 'first-initial'), maskName(name, 'masked')];
      assert.deepEqual(shown, [name, firstInitial, masked]);
    });
  }
});

describe('a member', () => {
  const ada = { id: 'm1', name: 'Ada Lovelace', avatar: 'https://example.com/ada.png' };

  it('is shown as they are, unless something else is said', () => {
    assert.deepEqual(showMember(ada, fullPresentation), ada);
  });

  it('keeps the face with a shortened name, and loses it with a masked one', () => {
    const excluded = new Set<string>();
    assert.deepEqual(showMember(ada, { names: 'first-initial', excluded }), { ...ada, name: 'Ada L.' });
    assert.deepEqual(showMember(ada, { names: 'masked', excluded }), { ...ada, name: 'A•••', avatar: null });
  });

  it('is not shown when excluded', () => {
    assert.equal(showMember(ada, { names: 'full', excluded: new Set(['m1']) }), undefined);
  });

  it('is excluded by any of their platforms’ ids; an id of nobody excludes nobody', async () => {
    const store = memoryStore();
    const identities = [
      ['returning:id:1342', 'm1'],
      ['slack:id:U1', 'm2'],
    ] as const;
    await store.transact('c', {
      reads: [],
      decide: () => ({
        outcome: undefined,
        writes: {
          claims: [],
          documents: identities.map(([key, member]) => ({ ...identityRef(key), value: { member } })),
          standings: [],
          entry: { at: 0, changes: [] },
        },
      }),
    });
    const excluded = { returning: ['1342', '9'], slack: ['U1'] };
    const view = await store.read('c', [() => exclusionQuery(excluded)]);
    assert.deepEqual(excludedMembers(excluded, view), new Set(['m1', 'm2']));
  });
});
