import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  foldMessages as fold,
  joinOlderPage,
  olderSinceOf,
  withoutOldest,
  type MessagesState,
} from '../../src/client/fold-messages.ts';
import { positionAfter, type TopicEvent } from '../../src/schemas/index.ts';
import {
  boardChanged,
  instantAt,
  messageDeleted,
  messageEdited,
  messageOf,
  messagePageOf,
  messagePosted,
  messageReacted,
} from '../support/client-samples.ts';

const whole = messagePageOf([messageOf('c', 30), messageOf('b', 20)]);
const afterB = positionAfter('b', Date.parse(instantAt(20)));
const newest = { ...whole, nextBefore: afterB };

/** A channel never needs another snapshot for an event that can be read. */
function foldMessages(state: MessagesState, event: TopicEvent): MessagesState {
  const after = fold(state, event);
  if (after === 'needs-snapshot') assert.fail(`${event.name} could not be read`);
  return after;
}

function idsOf(state: MessagesState | undefined): string[] {
  assert.ok(state);
  return state.messages.map(({ id }) => id);
}

describe('foldMessages', () => {
  it('puts a new message first', () => {
    const state = foldMessages(whole, messagePosted(11, messageOf('d', 40)));
    assert.deepEqual(idsOf(state), ['d', 'c', 'b']);
    assert.equal(state.cursor, 'a.11');
  });

  it('puts a late message where its time says', () => {
    assert.deepEqual(idsOf(foldMessages(newest, messagePosted(11, messageOf('x', 25)))), ['c', 'x', 'b']);
  });

  it('orders messages of one instant by id, as the bridge does', () => {
    assert.deepEqual(idsOf(foldMessages(whole, messagePosted(11, messageOf('a', 30)))), ['a', 'c', 'b']);
    assert.deepEqual(idsOf(foldMessages(whole, messagePosted(11, messageOf('z', 30)))), ['c', 'z', 'b']);
  });

  it('replaces a message it knows', () => {
    const state = foldMessages(newest, messagePosted(11, messageOf('b', 20, 'edited')));
    assert.deepEqual(idsOf(state), ['c', 'b']);
    assert.deepEqual(state.messages[1]?.body, [{ type: 'text', text: 'edited' }]);
  });

  it('leaves a message that is older than the loaded ones to its page', () => {
    const state = foldMessages(newest, messagePosted(11, messageOf('a', 10)));
    assert.deepEqual(idsOf(state), ['c', 'b']);
    assert.equal(state.cursor, 'a.11');
  });

  it('takes in the oldest message when there are no older pages', () => {
    assert.deepEqual(idsOf(foldMessages(whole, messagePosted(11, messageOf('a', 10)))), ['c', 'b', 'a']);
    assert.deepEqual(idsOf(foldMessages(messagePageOf([]), messagePosted(11, messageOf('a', 10)))), ['a']);
  });

  it('ignores what it already includes', () => {
    assert.equal(foldMessages(whole, messagePosted(9, messageOf('d', 40))), whole);
  });

  it('changes nothing by being told again of the log entry it reaches to', () => {
    const events = [
      messagePosted(10, messageOf('c', 30)),
      messageEdited(10, messageOf('b', 20)),
      messageDeleted(10, 'd'),
    ];
    assert.deepEqual(events.reduce(foldMessages, whole).messages, whole.messages);
    const ofOlderPage = foldMessages(newest, messagePosted(10, messageOf('a', 10)));
    assert.deepEqual([ofOlderPage.messages, ofOlderPage.cursor], [newest.messages, newest.cursor]);
  });

  it('takes all that one log entry tells of the channel', () => {
    const events = [
      messagePosted(11, messageOf('d', 40)),
      messageDeleted(11, 'c'),
      messageEdited(11, messageOf('b', 20, 'new')),
    ];
    const state = events.reduce(foldMessages, whole);
    assert.deepEqual(state.messages, [messageOf('d', 40), messageOf('b', 20, 'new')]);
    assert.equal(state.cursor, 'a.11');
  });

  it('replaces a message that was edited, in its place', () => {
    const edited = { ...messageOf('b', 20, 'other'), editedAt: instantAt(50) };
    const state = foldMessages(whole, messageEdited(11, edited));
    assert.deepEqual(state.messages, [messageOf('c', 30), edited]);
    assert.equal(state.cursor, 'a.11');
  });

  it('takes out a message that was deleted', () => {
    const state = foldMessages(whole, messageDeleted(11, 'c'));
    assert.deepEqual(idsOf(state), ['b']);
    assert.equal(state.cursor, 'a.11');
  });

  it('replaces the reactions of a message', () => {
    const once = foldMessages(whole, messageReacted(11, 'c', [{ emoji: '👍', count: 2 }]));
    const state = foldMessages(once, messageReacted(12, 'c', [{ emoji: '🎉', count: 1 }]));
    assert.deepEqual(state.messages[0]?.reactions, [{ emoji: '🎉', count: 1 }]);
    assert.deepEqual(state.messages[1], messageOf('b', 20));
  });

  const changesOfUnknown = [
    messageEdited(11, messageOf('x', 25)),
    messageDeleted(11, 'x'),
    messageReacted(11, 'x', [{ emoji: '👍', count: 2 }]),
  ];
  for (const event of changesOfUnknown) {
    it(`leaves ${event.name} of a message that is not loaded to the older pages`, () => {
      assert.deepEqual(foldMessages(whole, event).messages, whole.messages);
      const state = foldMessages(newest, event);
      assert.deepEqual([state.messages, state.cursor], [newest.messages, 'a.11']);
      assert.equal(olderSinceOf(state), 'a.11');
      assert.deepEqual(foldMessages(state, event), state);
    });
  }

  it('remembers how far back it goes when its oldest message was deleted', () => {
    const state = foldMessages(newest, messageDeleted(11, 'b'));
    assert.deepEqual(idsOf(foldMessages(state, messagePosted(12, messageOf('x', 25)))), ['c', 'x']);
    assert.deepEqual(idsOf(foldMessages(state, messagePosted(12, messageOf('a', 10)))), ['c']);
  });

  it('keeps nothing of a deleted message', () => {
    assert.ok(!JSON.stringify(foldMessages(newest, messageDeleted(11, 'b')).messages).includes('"b"'));
  });

  it('takes no notice of boards', () => {
    assert.equal(foldMessages(whole, boardChanged(11)), whole);
  });

  it('leaves the state it was given as it was', () => {
    const before = structuredClone(newest);
    foldMessages(newest, messagePosted(11, messageOf('d', 40)));
    assert.deepEqual(newest, before);
  });
});

describe('withoutOldest', () => {
  /** As many messages as seconds, one after another, from `state` on. */
  function afterPosts(state: MessagesState, count: number): MessagesState {
    const first = 100;
    const seqs = Array.from({ length: count }, (_, index) => first + index);
    return seqs.reduce((each, seq) => foldMessages(each, messagePosted(seq, messageOf(`m${seq}`, seq))), state);
  }

  it('leaves a channel as it is until there are twice as many messages as are kept', () => {
    const state = afterPosts(whole, 397);
    assert.equal(withoutOldest(state), state);
  });

  it('keeps the newest messages', () => {
    const { messages } = withoutOldest(afterPosts(newest, 2000));
    assert.deepEqual([messages.length, messages[0]?.id], [200, 'm2099']);
  });

  it('goes on after the oldest that it keeps, with a page that has all that was told by then', () => {
    const state = withoutOldest(afterPosts(whole, 398));
    const oldest = state.messages.at(-1)!;
    assert.equal(oldest.id, 'm298');
    assert.equal(state.nextBefore, positionAfter('m298', Date.parse(oldest.sentAt)));
    assert.equal(olderSinceOf(state), 'a.497');
    const page = messagePageOf([messageOf('m297', 297)], { cursor: 'a.497' });
    assert.deepEqual(idsOf(joinOlderPage(state, page, state.nextBefore)).slice(-2), ['m298', 'm297']);
  });

  it('leaves what is told of messages it dropped to their page', () => {
    const state = withoutOldest(afterPosts(whole, 398));
    const after = foldMessages(state, messageEdited(500, messageOf('m297', 297, 'edited')));
    assert.deepEqual([olderSinceOf(after), after.messages.length], ['a.500', 200]);
  });
});

describe('joinOlderPage', () => {
  const older = messagePageOf([messageOf('a', 10), messageOf('0', 5)], { nextBefore: 'before-0', cursor: 'a.12' });

  it('puts the older messages at the end and goes on from there', () => {
    const state = joinOlderPage(newest, older, afterB) as MessagesState;
    assert.deepEqual(idsOf(state), ['c', 'b', 'a', '0']);
    assert.equal(state.nextBefore, 'before-0');
  });

  it('stays at its own cursor, so that events the older page already includes still reach the newer messages', () => {
    const joined = joinOlderPage(newest, older, afterB) as MessagesState;
    assert.equal(joined.cursor, 'a.10');
    const state = foldMessages(joined, messagePosted(11, messageOf('d', 40)));
    assert.deepEqual(idsOf(state), ['d', 'c', 'b', 'a', '0']);
  });

  it('shows a message of both pages once', () => {
    const overlapping = { ...older, messages: [messageOf('b', 20), messageOf('a', 10)] };
    assert.deepEqual(idsOf(joinOlderPage(newest, overlapping, afterB)), ['c', 'b', 'a']);
  });

  it('refuses a page older than the snapshot', () => {
    assert.equal(joinOlderPage(newest, { ...older, cursor: 'a.9' }, afterB), undefined);
    assert.equal(joinOlderPage(newest, { ...older, cursor: 'b.50' }, afterB), undefined);
  });

  it('refuses a page that misses a change which was left to it', () => {
    const state = foldMessages(newest, messagePosted(15, messageOf('a', 10, 'late')));
    assert.equal(olderSinceOf(state), 'a.15');
    assert.equal(joinOlderPage(state, older, afterB), undefined);
    const fresh = { ...older, cursor: 'a.15' };
    assert.deepEqual(idsOf(joinOlderPage(state, fresh, afterB)), ['c', 'b', 'a', '0']);
  });

  it('takes a page that misses only changes of newer messages', () => {
    const state = foldMessages(newest, messagePosted(15, messageOf('d', 40)));
    assert.deepEqual(idsOf(joinOlderPage(state, older, afterB)), ['d', 'c', 'b', 'a', '0']);
  });

  it('refuses a page that was asked for from another place', () => {
    assert.equal(joinOlderPage({ ...newest, nextBefore: 'before-c' }, older, afterB), undefined);
  });
});
