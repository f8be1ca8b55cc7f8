import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  boardTopic,
  channelTopic,
  communityTopic,
  memberTopic,
  parseTopic,
  standingTopic,
} from '../../src/schemas/topic.ts';

describe('parseTopic', () => {
  it('reads what is written as a topic', () => {
    assert.deepEqual(parseTopic(boardTopic('top', 'weekly')), { kind: 'board', board: 'top', period: 'weekly' });
    assert.deepEqual(parseTopic(channelTopic('general')), { kind: 'channel', channel: 'general' });
    assert.deepEqual(parseTopic(memberTopic('aB-_9')), { kind: 'member', member: 'aB-_9' });
    assert.deepEqual(parseTopic(standingTopic('aB-_9')), { kind: 'standing', member: 'aB-_9' });
    assert.deepEqual(parseTopic(communityTopic), { kind: 'community' });
  });

  it('leaves the period open where none is named', () => {
    assert.deepEqual(parseTopic('board/top'), { kind: 'board', board: 'top', period: undefined });
  });

  for (const text of [
    '',
    'board',
    'board/',
    'board/Top',
    'board/top/',
    'board/top/hourly',
    'board/top/weekly/x',
    'channel/a/b',
    'member',
    'member/',
    'member/me/x',
    'member/a.b',
    'member/a b',
    'board/a b',
    '/board/top',
    'standing',
    'standing/a/b',
    'community/',
    'community/x',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseTopic(text), undefined));
  }
});
