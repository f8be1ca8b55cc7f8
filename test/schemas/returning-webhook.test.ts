import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  emailAddress,
  hookId,
  hookInstant,
  postedChannel,
  purchasedItem,
  returningUser,
} from '../../src/schemas/returning-webhook.ts';

describe('emailAddress', () => {
  const addresses = [
    'jane@example.com',
    'Jane Doe <jane.doe+tag@mail.example.co.uk>',
    "o'hara@example.ie",
    'jörg@bücher.example',
    '用户@例子.广告',
    'https://example.com/?e=jane%40example.com',
    'mailto:jane@example.com',
    `${'a'.repeat(5000)}@example.com`,
  ];
  for (const text of addresses) {
    it(`is seen in ${text.slice(-40)}`, () => assert.ok(emailAddress.test(text)));
  }

  for (const text of [
    'Jane Doe',
    '@jane',
    'jane@home',
    'https://example.com/@jane.doe',
    'package@1.2.3',
    'a @ b.com',
    '@.com',
  ]) {
    it(`is not seen in ${text}`, () => assert.equal(emailAddress.test(text), false));
  }

  it('is looked for in linear time', () => {
    for (const text of [
      'a@'.repeat(50_000),
      `a@${'.'.repeat(100_000)}`,
      `a@${'b.'.repeat(50_000)}`,
      '%40'.repeat(30_000),
    ]) {
      assert.equal(emailAddress.test(text), false);
    }
  });
});

describe('hookId', () => {
  it('reads numbers and texts as one', () => {
    assert.equal(hookId.parse(1234), hookId.parse(' 1234 '));
  });

  it('refuses a number too large to be told from its neighbours', () => {
    assert.equal(hookId.safeParse(2 ** 53).success, false);
  });
});

describe('hookInstant', () => {
  it('reads seconds and milliseconds by their size', () => {
    assert.equal(hookInstant.parse(1_756_635_232), 1_756_635_232_000);
    assert.equal(hookInstant.parse(1_756_635_232_863), 1_756_635_232_863);
    assert.equal(hookInstant.parse(1_756_635_232.8639), 1_756_635_232_863);
  });
});

describe('returningUser', () => {
  it('holds no key that it does not need, e-mail first', () => {
    const user = { id: 1, email: 'jane@example.com', language: 'en', communityRole: ['@all'], nicename: 'jane' };
    assert.deepEqual(returningUser.parse(user), { id: '1', nicename: 'jane' });
  });
});

describe('postedChannel', () => {
  it('reads an id, or an object with its id under any known name', () => {
    for (const channel of [
      'c1',
      { channel_id: 'c1' },
      { channelId: 'c1' },
      { id: 'c1' },
      { _id: 'c1', channel_id: '' },
    ]) {
      assert.equal(postedChannel.parse(channel).id, 'c1');
    }
  });
});

describe('purchasedItem', () => {
  it('reads a name, an object with its name under any known name, or a list of one', () => {
    for (const item of [
      'Hoodie',
      { name: 'Hoodie' },
      { title: 'Hoodie' },
      { item_name: 'Hoodie' },
      [{ itemName: 'Hoodie' }],
    ]) {
      assert.equal(purchasedItem.parse(item), 'Hoodie');
    }
  });

  it('finds none in anything else', () => {
    for (const item of [undefined, null, 5, '', {}, { name: {} }, [], ['Hoodie', 'Cap'], [['Hoodie']]]) {
      assert.equal(purchasedItem.safeParse(item).success, false);
    }
  });
});
