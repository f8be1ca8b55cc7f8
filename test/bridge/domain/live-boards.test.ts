import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runningSpans, type BoardSpan } from '../../../src/bridge/domain/board-span.ts';
import { leaderboardOf, leaderboardReads } from '../../../src/bridge/domain/leaderboard.ts';
import { setScores } from '../../../src/bridge/domain/set-scores.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { foldLeaderboard } from '../../../src/client/fold-leaderboard.ts';
import { communityConfig, type CommunityConfig } from '../../../src/schemas/config.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { boardTopic, type TopicEvent } from '../../../src/schemas/index.ts';
import type { Leaderboard } from '../../../src/schemas/leaderboard.ts';
import { keepFact, memoryStore, NOON } from '../../support/community.ts';
import { erasing, findingBot, keeping, linking, type Deed } from '../../support/deeds.ts';
import { deleted, imported, joined, posted, purchased, visited } from '../../support/facts.ts';
import { eventsSince } from '../../support/told-events.ts';

const HOUR = 3_600_000;

/** Small boards, so that rows come in from below; some weights take points. */
const community: CommunityConfig = communityConfig.parse({
  id: 'community',
  name: 'A community',
  deletedMessages: 'revoke-points',
  excluded: { returning: ['eve'] },
  channels: [{ id: 'general', name: 'General', returning: ['general-there'] }],
  boards: [
    { slug: 'top', title: 'Top', size: 2, periods: ['all-time', 'daily'] },
    { slug: 'odd', title: 'Odd', size: 2, points: { post: 3, visit: -2, buy: -3, join: 2, refer: 3 } },
    { slug: 'referrals', title: 'Referrals', metric: 'referrals', size: 2 },
    { slug: 'xp', title: 'XP', metric: 'xp', size: 2, periods: ['all-time'] },
  ],
});

const person = fc.constantFrom('ann', 'bob', 'cy', 'di', 'eve');
const at = fc.integer({ min: 0, max: 30 }).map((hours) => NOON - hours * HOUR);

/** The same fact may be told of several moments, and of one that is known. */
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .record({ person, at, by: fc.option(person, { nil: undefined }) })
    .map(({ person, at, by }) => keeping(community, (index) => joined(person, { at: at + index, ...(by && { referrer: { username: by } }) }))), // prettier-ignore
  fc.record({ person, at }).map(({ person, at }) => keeping(community, (index) => visited(person, at + index))),
  fc.record({ person, name: person, at }).map(
    ({ person, name, at }) =>
    keeping(community, (index) => ({ ...visited(person, at + index), person: { externalId: person, username: name, name: person } })), // prettier-ignore
  ),
  fc.record({ person, at }).map(({ person, at }) => keeping(community, () => posted(person, 'hi', { at }))),
  fc.record({ person, at }).map(({ person, at }) => keeping(community, (index) => deleted(posted(person, 'hi', { at }), at + index))), // prettier-ignore
  fc.record({ person, at }).map(({ person, at }) => keeping(community, (index) => purchased(person, `${index}`, at))),
  fc.record({ person, score: fc.integer({ min: -3, max: 4 }) }).map(({ person, score }) => keeping(community, () => imported(person, score))), // prettier-ignore
  fc.record({ person, other: person }).map(({ person, other }) => linking(community, person, other)),
  person.map((id) => erasing(community, id)),
  person.map((id) => findingBot(community, id)),
  fc.record({ person, xp: fc.integer({ min: 0, max: 3 }) }).map(
    ({ person, xp }): Deed =>
      (store, index) =>
        store.transact('community', setScores([{ externalId: person, xp }], community, NOON + index)),
  ),
);

async function snapshot(store: Store, span: BoardSpan): Promise<Leaderboard> {
  return leaderboardOf(span, community, await store.read('community', leaderboardReads(span, community)));
}

/** A page that shows a board, and loads it anew only when it is told to. */
class Page {
  readonly #store: Store;
  readonly #span: BoardSpan;
  #shown: Leaderboard;
  #sequence: number;

  private constructor(store: Store, span: BoardSpan, shown: Leaderboard, sequence: number) {
    this.#store = store;
    this.#span = span;
    this.#shown = shown;
    this.#sequence = sequence;
  }

  static async open(store: Store, span: BoardSpan): Promise<Page> {
    const { head } = await store.readLog('community', { after: 0, limit: 1 });
    return new Page(store, span, await snapshot(store, span), head);
  }

  /** @param isGathered see `ToldRange` */
  async assertTrue(what: string, isGathered = false): Promise<void> {
    const { board, period } = this.#span;
    const range = { topic: boardTopic(board.slug, period), since: this.#sequence, isGathered };
    const { events, upTo } = await eventsSince(this.#store, community, range);
    for (const event of events) await this.#take(event);
    this.#sequence = upTo;
    assert.deepEqual(rowsOf(this.#shown), rowsOf(await snapshot(this.#store, this.#span)), what);
  }

  async #take(event: TopicEvent): Promise<void> {
    const next = foldLeaderboard(this.#shown, event);
    this.#shown = next === 'needs-snapshot' ? await snapshot(this.#store, this.#span) : next;
  }
}

function rowsOf({ entries, total }: Leaderboard): unknown {
  return { total, rows: entries.map(({ rank, member, score, reachedAt }) => [rank, member.id, score, reachedAt]) };
}

describe('what open pages are told of boards', () => {
  it('adds up to what a page that loads them now is shown, whatever happens', async () => {
    const property = fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 20 }), async (deeds) => {
      const store = memoryStore();
      const spans = runningSpans(community, NOON);
      const pages = await Promise.all(spans.map((span) => Page.open(store, span)));
      for (const [index, doIt] of deeds.entries()) {
        await doIt(store, index);
        for (const [place, page] of pages.entries())
          await page.assertTrue(`${spans[place]?.board.slug} after ${index}`);
      }
      await store.close();
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('adds up to that, too, where several things are told at once', async () => {
    const several = fc.array(deed, { minLength: 1, maxLength: 5 });
    const property = fc.asyncProperty(fc.array(several, { minLength: 1, maxLength: 6 }), async (batches) => {
      const store = memoryStore();
      const spans = runningSpans(community, NOON);
      const pages = await Promise.all(spans.map((span) => Page.open(store, span)));
      for (const [batch, deeds] of batches.entries()) {
        for (const [index, doIt] of deeds.entries()) await doIt(store, batch * 10 + index);
        for (const [place, page] of pages.entries())
          await page.assertTrue(`${spans[place]?.board.slug} after batch ${batch}`, true);
      }
      await store.close();
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('takes out a bot that does something before it is told that it is one', async () => {
    const store = memoryStore();
    const span = runningSpans(community, NOON).find(({ board }) => board.slug === 'top')!;
    await keepFact(store, posted('robo', 'hi'), NOON, community);
    const page = await Page.open(store, span);
    await findingBot(community, 'robo')(store, 0);
    await keepFact(store, posted('robo', 'hi again'), NOON, community);
    await page.assertTrue('without the bot', true);
    await store.close();
  });

  it('says who comes in for somebody who rises to no points at all', async () => {
    const store = memoryStore();
    const below: readonly Fact[] = ['ann', 'bob', 'bob', 'cy', 'cy', 'cy'].map((id, index) =>
      visited(id, NOON - index),
    );
    for (const fact of below) await keepFact(store, fact, NOON, community);
    const span = runningSpans(community, NOON).find(({ board }) => board.slug === 'odd')!;
    const page = await Page.open(store, span);
    await keepFact(store, joined('ann'), NOON, community);
    await page.assertTrue('bob and cy');
    await store.close();
  });
});
