import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bodyClaim, returningClaim, slackClaim } from '../../../src/bridge/ingest/delivery-claim.ts';

const visit = { event: 'visit', serverId: 's1', userId: 'u1', dateMs: 1000 };

describe('delivery claims', () => {
  it("names Slack's event id", () => assert.equal(slackClaim('Ev123'), 'slack:Ev123'));

  it('is one for one delivery, and another for any other', () => {
    const others = [
      { ...visit, event: 'join' },
      { ...visit, serverId: 's2' },
      { ...visit, userId: 'u2' },
      { ...visit, dateMs: 1001 },
      { ...visit, dateMs: undefined },
      { ...visit, subjectId: 'm1' },
    ];
    assert.equal(returningClaim({ ...visit }), returningClaim(visit));
    assert.equal(new Set([visit, ...others].map(returningClaim)).size, others.length + 1);
  });

  it('is not fooled by separators inside ids', () => {
    const one = returningClaim({ ...visit, serverId: 'a:b', userId: 'c' });
    const other = returningClaim({ ...visit, serverId: 'a', userId: 'b:c' });
    assert.notEqual(one, other);
  });

  it('stays within 300 characters, and apart, when ids are long', () => {
    const claims = ['é', 'è'].map((letter) => returningClaim({ ...visit, userId: letter.repeat(128) }));
    assert.ok(claims.every((claim) => claim.length <= 300 && claim.startsWith('returning:')));
    assert.notEqual(claims[0], claims[1]);
  });

  it('does not depend on the order of keys in a body', () => {
    assert.equal(bodyClaim({ a: 1, b: { c: 2, d: [1, 2] } }), bodyClaim({ b: { d: [1, 2], c: 2 }, a: 1 }));
    assert.notEqual(bodyClaim({ a: [1, 2] }), bodyClaim({ a: [2, 1] }));
    assert.notEqual(bodyClaim({ a: 1 }), bodyClaim({ a: '1' }));
  });

  it('is the same for any body read twice', () => {
    fc.assert(fc.property(fc.json(), (text) => assert.equal(bodyClaim(JSON.parse(text)), bodyClaim(JSON.parse(text)))));
  });
});
