import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shelfOf, shelfQuery } from '../../../src/bridge/domain/badges/shelf.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { messagePageOf, messagePageReads } from '../../../src/bridge/domain/message-page.ts';
import { exclusionQuery, namingRuleOf, presentationOf } from '../../../src/bridge/domain/naming.ts';
import { SqliteStore } from '../../../src/bridge/store/sqlite.ts';
import type { Store, Work } from '../../../src/bridge/store/store.ts';
import { foldBadges } from '../../../src/client/fold-badges.ts';
import { foldMessages, type MessagesState } from '../../../src/client/fold-messages.ts';
import { communityConfig, type CommunityConfig } from '../../../src/schemas/config.ts';
import { standsAfter, type BadgeShelf, type Message, type TopicEvent } from '../../../src/schemas/index.ts';
import { NOON } from '../../support/community.ts';
import { erasing, findingBot, keeping, linking, memberOf, type Deed } from '../../support/deeds.ts';
import { deleted, edited, joined, posted, reacted, visited } from '../../support/facts.ts';
import { eventsSince } from '../../support/told-events.ts';

const HOUR = 3_600_000;
const people = ['ann', 'bob', 'cy', 'eve'] as const;

const community: CommunityConfig = communityConfig.parse({
  id: 'community',
  name: 'A community',
  deletedMessages: 'revoke-points',
  excluded: { returning: ['eve'] },
  channels: [{ id: 'general', name: 'General', returning: ['general-there'] }],
  boards: [{ slug: 'top', title: 'Top', size: 2 }],
  badges: [
    { id: 'host', title: 'Host', rule: { kind: 'count', deed: 'refer', count: 1 } },
    { id: 'writer', title: 'Writer', rule: { kind: 'count', deed: 'post', count: 3 } },
    { id: 'cheer', title: 'Cheer', rule: { kind: 'count', deed: 'react', count: 2 } },
    { id: 'streak', title: 'Streak', rule: { kind: 'streak', days: 2 } },
  ],
});

const person = fc.constantFrom(...people);
const nth = fc.nat(3);

/** One of a few messages, so that what happens to it is told in any order, and twice. */
function message(id: string, index: number): ReturnType<typeof posted> {
  return posted(id, `${index}`, { at: NOON - (40 - index) * HOUR });
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ person, nth }).map(({ person, nth }) => keeping(community, () => message(person, nth))) }, // prettier-ignore
  fc.record({ person, nth }).map(({ person, nth }) => keeping(community, (index) => edited(message(person, nth), `edit ${index}`, NOON - 10 * HOUR + index))), // prettier-ignore
  fc.record({ person, nth }).map(({ person, nth }) => keeping(community, (index) => deleted(message(person, nth), NOON - 10 * HOUR + index))), // prettier-ignore
  {
    weight: 2,
    arbitrary: fc
      .record({ person, nth, by: person, isSet: fc.boolean() })
      .map(({ person, nth, by, isSet }) =>
        keeping(community, (index) => reacted(message(person, nth), by, 'wave', { at: NOON - 10 * HOUR + index, isSet })),
      ), // prettier-ignore
  },
  fc
    .record({ person, by: person })
    .map(({ person, by }) =>
      keeping(community, (index) => joined(person, { at: NOON - index, referrer: { username: by } })),
    ),
  person.map((id) => keeping(community, (index) => visited(id, NOON - index * HOUR))),
  {
    weight: 2,
    arbitrary: fc.record({ person, other: person }).map(({ person, other }) => linking(community, person, other)),
  },
  person.map((id) => erasing(community, id)),
  person.map((id) => findingBot(community, id)),
);

/** A store that tells of each transaction: a page may be opened between any two of an erasure or a merge. */
class WatchedStore extends SqliteStore {
  afterEach: () => Promise<void> = () => Promise.resolve();

  override async transact<Outcome>(space: string, work: Work<Outcome>): Promise<Outcome> {
    const outcome = await super.transact(space, work);
    await this.afterEach();
    return outcome;
  }
}

async function feedOf(store: Store, limit: number): Promise<MessagesState> {
  const request = { channel: { ...community.channels[0]!, name: 'General' }, community, limit };
  return messagePageOf(request, await store.read('community', messagePageReads(request)));
}

async function shelfNow(store: Store, member: string): Promise<BadgeShelf> {
  const rule = namingRuleOf(community.shelf, community);
  const view = await store.read('community', [() => shelfQuery(member), () => exclusionQuery(rule.excluded)]);
  return shelfOf(member, view, community, { presentation: presentationOf(rule, view), now: NOON });
}

/** What an open page shows of a topic: loaded once, and then only when it is told to. */
class Page<State> {
  readonly #store: Store;
  readonly #topic: string;
  readonly #fold: (state: State, event: TopicEvent) => State | 'needs-snapshot';
  readonly #load: () => Promise<State>;
  #shown: State;
  #sequence: number;

  private constructor(store: Store, { topic, fold, load }: PageOf<State>, shown: State, sequence: number) {
    this.#store = store;
    this.#topic = topic;
    this.#fold = fold;
    this.#load = load;
    this.#shown = shown;
    this.#sequence = sequence;
  }

  static async open<State>(store: Store, of: PageOf<State>): Promise<Page<State>> {
    const { head } = await store.readLog('community', { after: 0, limit: 0 });
    return new Page(store, of, await of.load(), head);
  }

  async shown(): Promise<State> {
    const { events, upTo } = await eventsSince(this.#store, community, { topic: this.#topic, since: this.#sequence });
    for (const event of events) {
      const next = this.#fold(this.#shown, event);
      this.#shown = next === 'needs-snapshot' ? await this.#load() : next;
    }
    this.#sequence = upTo;
    return this.#shown;
  }
}

interface PageOf<State> {
  readonly topic: string;
  readonly fold: (state: State, event: TopicEvent) => State | 'needs-snapshot';
  readonly load: () => Promise<State>;
}

function openFeed(store: Store, limit: number): Promise<Page<MessagesState>> {
  return Page.open(store, { topic: 'channel/general', fold: foldMessages, load: () => feedOf(store, limit) });
}

function openShelf(store: Store, member: string): Promise<Page<BadgeShelf>> {
  return Page.open(store, { topic: `member/${member}`, fold: foldBadges, load: () => shelfNow(store, member) });
}

/** All there is, as far back as the page was loaded. */
async function expectedIn({ nextBefore }: MessagesState, store: Store): Promise<readonly Message[]> {
  const { messages } = await feedOf(store, 100);
  return nextBefore === null ? messages : messages.filter((each) => !standsAfter(nextBefore, each));
}

/** A new name is told with what its owner does next, and not for each of their messages. */
function withoutNames(messages: readonly Message[]): unknown[] {
  return messages.map(({ author, ...message }) => ({ ...message, author: author.id }));
}

/** A community, and the pages that are open on it. */
class World {
  readonly store = new WatchedStore({ path: ':memory:', collections: Object.values(collections), logEntries: 1000 });
  readonly #feeds: Page<MessagesState>[] = [];
  readonly #shelves = new Map<string, Page<BadgeShelf>>();
  #transactions: number;

  /** @param phase which transactions a feed is opened after */
  constructor(phase: number) {
    this.#transactions = phase;
    this.store.afterEach = async () => {
      this.#transactions += 1;
      const limit = this.#transactions % 2 === 0 ? 2 : 50;
      if (this.#feeds.length < 8 && this.#transactions % 3 === 0) await this.openFeed(limit);
    };
  }

  async openFeed(limit: number): Promise<void> {
    this.#feeds.push(await openFeed(this.store, limit));
  }

  async openNewShelves(): Promise<void> {
    for (const id of people) {
      const member = await memberOf(this.store, id);
      if (member !== undefined && !this.#shelves.has(member))
        this.#shelves.set(member, await openShelf(this.store, member));
    }
  }

  async assertTrue(when: string): Promise<void> {
    for (const [place, feed] of this.#feeds.entries()) {
      const shown = await feed.shown();
      const expected = await expectedIn(shown, this.store);
      assert.deepEqual(withoutNames(shown.messages), withoutNames(expected), `feed ${place} ${when}`);
    }
    for (const [member, shelf] of this.#shelves) {
      const [shown, now] = [await shelf.shown(), await shelfNow(this.store, member)];
      assert.deepEqual([shown.member?.id, shown.badges], [now.member?.id, now.badges], `shelf ${when}`);
    }
  }
}

describe('what open pages are told of messages and badges', () => {
  it('adds up to what a page that loads them now is shown, whatever happens and whenever it was opened', async () => {
    const deeds = fc.array(deed, { minLength: 3, maxLength: 18 });
    const property = fc.asyncProperty(deeds, fc.nat(2), async (all, phase) => {
      const world = new World(phase);
      await world.openFeed(50);
      for (const [index, doIt] of all.entries()) {
        await doIt(world.store, index);
        await world.openNewShelves();
        await world.assertTrue(`after ${index}`);
      }
      await world.store.close();
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
