import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../../../src/schemas/fact.ts';
import { readReturning } from '../../../src/bridge/ingest/returning.ts';
import { fixture, NOW, type JsonObject } from './fixtures.ts';

const join = fixture('user-joins-server.json');
const visit = fixture('user-visits-server.json');
const withUser = (keys: JsonObject, hook = join) => ({ ...hook, user: { ...(hook['user'] as JsonObject), ...keys } });
const named = (name: unknown) => ({ ...join, event: { name } });
/** As of an e-mail address, by MD5. */
const HASH = '0bc83cb571cd1c50ba6f3e8a78ef1346';

/** Returning.AI tells of no deletion, the one fact that may be nobody's. */
type PersonalFact = Exclude<Fact, { kind: 'message.deleted' }>;

function factOf(body: unknown, nowMs = NOW): PersonalFact {
  const reading = readReturning(body, nowMs);
  assert.equal(reading.type, 'fact', JSON.stringify(reading));
  return reading.type === 'fact' && reading.fact.kind !== 'message.deleted' ? reading.fact : assert.fail();
}

function pathsOf(body: unknown): string[] {
  const reading = readReturning(body, NOW);
  return reading.type === 'unreadable' ? reading.mistakes.map(({ path }) => path) : assert.fail(reading.type);
}

describe('readReturning', () => {
  it('reads a join, and whom it is owed to', () => {
    assert.deepEqual(readReturning(join, NOW), {
      type: 'fact',
      isUndated: false,
      serverId: '6502564c5c09c0a',
      fact: {
        kind: 'member.joined',
        source: 'returning',
        at: Date.parse('2025-08-31T10:13:52.863Z'),
        delivery: 'returning:join:6502564c5c09c0a:1234:1756635232863:',
        person: {
          externalId: '1234',
          username: 'janedoe',
          name: 'Jane Doe',
          avatar: 'https://www.example.com/img/user-avatar.png',
        },
        referrer: { username: 'johndoe' },
      },
      emailHash: undefined,
    });
  });

  it('lets of the person’s e-mail address through what a community makes of it, and nothing where it makes nothing', () => {
    const made = readReturning(join, NOW, (address) => `of ${address?.length}`);
    assert.equal(made.type === 'fact' && made.emailHash, `of ${'janedoe@example.com'.length}`);
    assert.ok(!JSON.stringify(made).includes('@example'));
  });

  it('reads a visit', () => {
    const fact = factOf(visit);
    assert.equal(fact.kind, 'member.visited');
    assert.equal(fact.at, Date.parse('2025-09-02T09:41:04.769Z'));
    assert.equal(fact.person.externalId, '1234');
  });

  for (const name of ['user joins server', '  USER  joins\tServer\n', 'User\u00a0Joins Server']) {
    it(`knows the event ${JSON.stringify(name)}`, () => assert.equal(factOf(named(name)).kind, 'member.joined'));
  }

  for (const name of ['User Leaves Server', 'User Joins Server 2', 'User Joins', '', 'toString', '__proto__']) {
    it(`tells the event ${JSON.stringify(name)} apart as unknown`, () => {
      assert.deepEqual(readReturning(named(name), NOW), {
        type: 'unknown-event',
        name: name === '' ? 'unnamed' : name,
      });
    });
  }

  it('makes the name of an unknown event fit for a log', () => {
    const names = ['a\nb\u0000c', 'janedoe@example.com', 'x'.repeat(1000)].map((name) =>
      readReturning(named(name), NOW),
    );
    assert.deepEqual(names, [
      { type: 'unknown-event', name: 'a b c' },
      { type: 'unknown-event', name: 'unnamed' },
      { type: 'unknown-event', name: 'x'.repeat(200) },
    ]);
  });

  describe('ids', () => {
    it('takes numbers', () => {
      const hook = { ...withUser({ id: 1234 }), server: { id: 650 } };
      const reading = readReturning(hook, NOW);
      assert.ok(reading.type === 'fact');
      assert.deepEqual([reading.serverId, factOf(hook).person.externalId], ['650', '1234']);
    });

    const badIds = [
      undefined,
      null,
      '',
      '  ',
      1.5,
      1e300,
      true,
      {},
      ['1'],
      'a\u0000b',
      '\ud800',
      'x'.repeat(129),
      'jane@example.com',
    ];
    for (const id of badIds) {
      it(`refuses ${JSON.stringify(id)?.slice(0, 20)} as a user's`, () =>
        assert.deepEqual(pathsOf(withUser({ id })), ['user.id']));
    }
  });

  describe('names', () => {
    const names: Record<string, readonly [JsonObject, string | undefined]> = {
      'the display name first': [{ displayname: 'Display', name: 'Name' }, 'Display'],
      'then the name': [{ displayname: '', name: 'Name' }, 'Name'],
      'then first and last name': [{ displayname: null, name: ' ' }, 'Jane Doe'],
      'one of them alone': [{ displayname: null, name: null, firstName: null }, 'Doe'],
      'then the username': [{ displayname: null, name: null, firstName: null, lastName: false }, 'janedoe'],
      'the next one instead of an e-mail address': [{ displayname: 'Jane <jane@example.com>' }, 'Jane Doe'],
      'the next one instead of an address with a mark inside': [{ displayname: 'jane\u202e@example.com' }, 'Jane Doe'],
      'the next one instead of an address with an invisible character': [
        { displayname: 'jane@\u200bexample.com' },
        'Jane Doe',
      ],
      'the next one instead of an address in full width': [
        { displayname: 'ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ' },
        'Jane Doe',
      ],
      'the next one instead of something that is no text': [{ displayname: { a: 1 } }, 'Jane Doe'],
      'the next one instead of nothing visible': [{ displayname: '\u200b\u2060' }, 'Jane Doe'],
      'one line without control characters': [{ displayname: ' Jane\r\n\u0000\t Doe\u0085' }, 'Jane Doe'],
      'no mark that reverses what follows': [{ displayname: '\u202eeoD enaJ' }, 'eoD enaJ'],
      'markup as the text it is': [{ displayname: '<img src=x onerror=alert(1)>' }, '<img src=x onerror=alert(1)>'],
      'half a surrogate pair as a replacement character': [{ displayname: 'Jane \ud800' }, 'Jane \ufffd'],
    };
    for (const [title, [keys, name]] of Object.entries(names)) {
      it(`takes ${title}`, () => assert.equal(factOf(withUser(keys)).person.name, name));
    }

    it('does without any', () => {
      const keys = { displayname: '', name: '', firstName: '', lastName: '', nicename: '' };
      assert.deepEqual(Object.keys(factOf(withUser(keys)).person), ['externalId', 'avatar']);
    });

    it('cuts a long one between graphemes', () => {
      const family = '👨‍👩‍👧‍👦';
      assert.equal(factOf(withUser({ displayname: 'a'.repeat(195) + family })).person.name, 'a'.repeat(195));
      assert.equal(factOf(withUser({ displayname: '👍🏽'.repeat(100) })).person.name, '👍🏽'.repeat(50));
    });

    it('cuts one endless grapheme between code points', () => {
      const name = factOf(withUser({ displayname: `☺\u0301\u0301\u200d${'👩\u200d'.repeat(300)}` })).person.name ?? '';
      assert.deepEqual([name.length, name.isWellFormed()], [199, true]);
    });
  });

  describe('avatars', () => {
    const dropped = [
      'http://example.com/a.png',
      '//example.com/a.png',
      '/a.png',
      'javascript:alert(1)',
      'data:image/png;base64,AAAA',
      'https://user:password@example.com/a.png',
      'https://example.com/?email=jane@example.com',
      'https://example.com/jane%40example.com.png',
      'https://example.com/jane%2540example.com.png',
      'https://example.com/%256aane%25252540ex%61mple%252Ecom',
      'https://example.com/%zz/jane%2540example.com',
      'https://example.com/jane@exämple.de',
      `https://gravatar.com/avatar/${HASH}`,
      `https://www.gravatar.com./avatar/${HASH}?s=80&d=identicon`,
      `https://SECURE.gravatar.com/avatar/${HASH}.jpg`,
      `https://0.gravatar.com/avatar/${HASH.toUpperCase()}`,
      `https://i0.wp.com/www.gravatar.com/avatar/${HASH}?ssl=1`,
      `https://images.example.com/?url=https%253A%252F%252Fsecure.gravatar.com%252Favatar%252F${HASH}`,
      `https://seccdn.libravatar.org/avatar/${HASH}${HASH}`,
      `https://pictures.example.com/avatar/${HASH}${HASH}?s=80`,
      `https://example.com/avatar%2F${HASH}.png`,
      `https://example.com/${'a'.repeat(2048)}`,
      'https://',
      '',
      null,
      42,
      {},
    ];
    for (const avatar of dropped) {
      it(`leaves out ${JSON.stringify(avatar).slice(0, 90)}`, () => {
        assert.equal('avatar' in factOf(withUser({ avatar })).person, false);
      });
    }

    it('keeps an https one in its normal form', () => {
      const avatar = ' HTTPS://CDN.example.com/@jane.doe/a\n.png ';
      assert.equal(factOf(withUser({ avatar })).person.avatar, 'https://cdn.example.com/@jane.doe/a.png');
    });

    const kept = [
      `https://cdn.example.com/avatars/1234/${HASH}.webp`,
      `https://cdn.example.com/uploads/${HASH}.png`,
      'https://cdn.example.com/avatar/jane%20doe%zz.png?size=72&at=%2525',
    ];
    for (const avatar of kept) {
      it(`keeps ${avatar}`, () => {
        assert.equal(factOf(withUser({ avatar })).person.avatar, avatar);
      });
    }
  });

  describe('referrers', () => {
    const referrer = (referredBy: unknown) => {
      const fact = factOf(withUser({ referredBy }));
      return fact.kind === 'member.joined' ? fact.referrer : assert.fail();
    };

    for (const nobody of ['', '  ', null, undefined, {}, true, 'x'.repeat(129), 'a\u0007b', 'john@example.com']) {
      it(`takes ${JSON.stringify(nobody)?.slice(0, 20)} for nobody`, () => assert.equal(referrer(nobody), undefined));
    }

    it('takes a username, also of digits', () => {
      assert.deepEqual(referrer(' johndoe '), { username: 'johndoe' });
      assert.deepEqual(referrer(42), { username: '42' });
    });
  });

  describe('dates', () => {
    const at = (date: unknown, nowMs = NOW) => factOf({ ...visit, date }, nowMs).at;

    it('takes an offset, and milliseconds or seconds since 1970', () => {
      const expected = Date.parse('2025-09-02T09:41:04.000Z');
      for (const date of ['2025-09-02T11:41:04+02:00', '2025-09-02T09:41:04Z', expected, expected / 1000]) {
        assert.equal(at(date), expected);
      }
    });

    it('holds a date more than 5 minutes ahead back to now', () => {
      const now = Date.parse('2025-09-02T09:00:00.000Z');
      assert.equal(at('2025-09-02T09:05:00.000Z', now), now + 300_000);
      assert.equal(at('2025-09-02T09:05:00.001Z', now), now);
      assert.equal(at('9999-12-31T23:59:59.999Z', now), now);
    });

    const badDates = [
      '',
      'yesterday',
      '2025',
      '2025-13-01T00:00:00Z',
      '2025-09-02T09:41:04',
      '1969-12-31T23:59:59Z',
      -1,
      1e300,
      null,
      undefined,
      {},
    ];
    for (const date of badDates) {
      it(`refuses ${JSON.stringify(date)}`, () => assert.deepEqual(pathsOf({ ...visit, date }), ['date']));
    }
  });

  describe('deliveries', () => {
    it('has one claim for a repeat, also when its date is held back to a later clock', () => {
      const ahead = { ...visit, date: '2030-01-01T00:00:00.000Z' };
      assert.equal(factOf(ahead, NOW).delivery, factOf(ahead, NOW + 60_000).delivery);
    });

    it('has two for two visits of one user, and for a visit and a join of one moment', () => {
      const later = { ...visit, date: '2025-09-03T09:41:04.769Z' };
      const joined = { ...join, date: visit['date'] };
      assert.equal(new Set([visit, later, joined].map((hook) => factOf(hook).delivery)).size, 3);
    });
  });

  it('lists every mistake of a hook at once', () => {
    assert.deepEqual(pathsOf({}), ['event', 'server']);
    assert.deepEqual(pathsOf({ event: { name: 5 }, server: { id: {} } }), ['event.name', 'server.id']);
    assert.deepEqual(pathsOf({ event: { name: 'User Visits Server' }, server: { id: '1' } }), ['user', 'date']);
  });

  for (const body of [null, 0, '', 'text', true, [], [join]]) {
    it(`finds ${JSON.stringify(body).slice(0, 12)} unreadable`, () =>
      assert.equal(readReturning(body, NOW).type, 'unreadable'));
  }

  it('says what is wrong without quoting it', () => {
    const reading = readReturning(withUser({ id: 'jane.secret@example.com' }), NOW);
    assert.deepEqual(reading, {
      type: 'unreadable',
      mistakes: [{ path: 'user.id', message: 'must not be an e-mail address' }],
    });
  });
});
