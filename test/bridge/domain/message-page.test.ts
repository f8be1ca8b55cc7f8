import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { messagePageOf, messagePageReads, parsePosition } from '../../../src/bridge/domain/message-page.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import type { CommunityConfig } from '../../../src/schemas/config.ts';
import type { MessagePage } from '../../../src/schemas/messages.ts';
import { community, keepFact, memoryStore, NOON } from '../../support/community.ts';
import { deleted, posted } from '../../support/facts.ts';

const withoutChannels: CommunityConfig = { ...community, channels: [] };

describe('a page of messages of which some are not shown', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  async function pageOf(limit: number, where = community, after?: string): Promise<MessagePage> {
    const [channel] = where.channels;
    assert.ok(channel);
    const before = after === undefined ? undefined : parsePosition(after);
    const request = {
      ...{ community: where, channel: { ...channel, name: 'General' }, limit },
      ...(before !== undefined && { before }),
    };
    return messagePageOf(request, await store.read(where.id, messagePageReads(request)));
  }

  function textsOf({ messages }: MessagePage): string[] {
    return messages.flatMap(({ body }) => body.map((node) => ('text' in node ? node.text : '')));
  }

  /** The newest first; some are deleted while their channel is not configured. */
  async function postAll(count: number, isDeleted: (index: number) => boolean): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const message = posted('ann', `${index}`, { at: NOON - index });
      await keepFact(store, message);
      if (isDeleted(index)) await keepFact(store, deleted(message, NOON + 1), NOON, withoutChannels);
    }
  }

  it('is filled with those after them', async () => {
    await postAll(4, (index) => index === 0 || index === 2);
    const first = await pageOf(1);
    assert.deepEqual(textsOf(first), ['1']);
    const second = await pageOf(1, community, first.nextBefore ?? '');
    assert.deepEqual([textsOf(second), second.nextBefore], [['3'], null]);
  });

  it('has no next page where none of what comes is shown', async () => {
    await postAll(9, (index) => index > 0);
    const page = await pageOf(1);
    assert.deepEqual([textsOf(page), page.nextBefore], [['0'], null]);
  });

  it('goes on further down when it looked at many in vain', async () => {
    await postAll(60, (index) => index < 59);
    const first = await pageOf(1);
    assert.deepEqual(textsOf(first), []);
    const second = await pageOf(1, community, first.nextBefore ?? '');
    assert.deepEqual([textsOf(second), second.nextBefore], [['59'], null]);
  });

  it('is filled, too, where somebody who wrote much is not shown', async () => {
    for (let index = 0; index < 8; index += 1) {
      await keepFact(store, posted(index < 7 ? 'ann' : 'bob', `${index}`, { at: NOON - index }));
    }
    const hidden = { ...community, excluded: { returning: ['ann'], slack: [] } };
    const page = await pageOf(2, hidden);
    assert.deepEqual([textsOf(page), page.nextBefore], [['7'], null]);
  });
});
