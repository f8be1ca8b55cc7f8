import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import { defineLeaderboard } from '../../src/elements/leaderboard/define-leaderboard.ts';
import { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { defineMessageFeed } from '../../src/elements/message-feed/define-message-feed.ts';

describe('defineLeaderboard', () => {
  let told: unknown[];
  const info = console.info;

  beforeEach(() => {
    told = [];
    console.info = (...values: unknown[]) => void told.push(...values);
  });

  afterEach(() => {
    console.info = info;
  });

  it('registers its tag, and another tag besides', () => {
    defineLeaderboard();
    defineLeaderboard('my-leaderboard');
    expect(document.createElement('returning-leaderboard')).to.be.instanceOf(ReturningLeaderboard);
    expect(document.createElement('my-leaderboard')).to.be.instanceOf(ReturningLeaderboard);
  });

  it('says nothing when repeated', () => {
    defineLeaderboard();
    defineLeaderboard();
    defineLeaderboard('my-leaderboard');
    expect(told).to.deep.equal([]);
  });

  it('leaves a tag to whoever took it first, and says what is ignored', () => {
    class Taken extends HTMLElement {}
    customElements.define('returning-message-feed', Taken);
    defineMessageFeed();
    expect(customElements.get('returning-message-feed')).to.equal(Taken);
    expect(told).to.deep.equal([
      'returning-widgets: <returning-message-feed> is already defined by something else on this page; this copy is ignored.',
    ]);
  });
});
