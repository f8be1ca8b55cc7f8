import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boardTopic, channelTopic, parseTopic } from '../../src/schemas/topic.ts';

describe('parseTopic', () => {
  it('reads what boardTopic and channelTopic write', () => {
    assert.deepEqual(parseTopic(boardTopic('top', 'weekly')), { kind: 'board', board: 'top', period: 'weekly' });
    assert.deepEqual(parseTopic(channelTopic('general')), { kind: 'channel', channel: 'general' });
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
    'member/me',
    'board/a b',
    '/board/top',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseTopic(text), undefined));
  }
});
