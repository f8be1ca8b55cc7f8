import { randomUUID } from 'node:crypto';
import { changeByHand, type HandRequest } from '../../src/bridge/domain/badges/award-by-hand.ts';
import { shelfOf, shelfQuery } from '../../src/bridge/domain/badges/shelf.ts';
import { findBoardSpan } from '../../src/bridge/domain/board-span.ts';
import { identityKey, identityRef, resolveIdentity } from '../../src/bridge/domain/identity.ts';
import { leaderboardOf, leaderboardReads } from '../../src/bridge/domain/leaderboard.ts';
import { logEntry, type BadgesChange } from '../../src/bridge/domain/log-entry.ts';
import { fullPresentation } from '../../src/bridge/domain/naming.ts';
import { recordFact } from '../../src/bridge/domain/record-fact.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import type { Badge } from '../../src/schemas/badges.ts';
import type { BadgeRule } from '../../src/schemas/badge-config.ts';
import { communityConfig, type CommunityConfig } from '../../src/schemas/config.ts';
import type { Fact } from '../../src/schemas/fact.ts';
import { memoryStore, NOON } from './community.ts';

/** A community with badges of these rules; each badge is named as its rule is here. */
export function communityWithBadges(
  rules: Readonly<Record<string, BadgeRule | undefined>>,
  changes: Partial<CommunityConfig> = {},
): CommunityConfig {
  const community = communityConfig.parse({
    id: 'community',
    name: 'A community',
    channels: [{ id: 'general', name: 'General', returning: ['general-there'] }],
    boards: [{ slug: 'top', title: 'Top', periods: ['all-time', 'weekly', 'daily'] }],
    badges: Object.entries(rules).map(([id, rule]) => ({ id, title: `The badge ${id}`, ...(rule && { rule }) })),
  });
  return { ...community, ...changes };
}

/** A store with a community in it, spoken to as the bridge does. People go by their platform's id. */
export class BadgeWorld {
  readonly community: CommunityConfig;
  readonly store: Store;

  constructor(community: CommunityConfig, store = memoryStore()) {
    this.community = community;
    this.store = store;
  }

  async keep(...facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) await this.keepAt(fact.at, fact);
  }

  async keepAt(now: number, fact: Fact): Promise<void> {
    const fresh = { person: randomUUID(), referrer: randomUUID() };
    await this.store.transact(this.community.id, recordFact(fact, { community: this.community, fresh, now }));
  }

  async memberId(person: string): Promise<string> {
    const key = identityKey('returning', person);
    const member = resolveIdentity(
      await this.store.read(this.community.id, [() => ({ documents: [identityRef(key)] })]),
      key,
    );
    if (member === undefined) throw new Error(`${person} is nobody yet.`);
    return member;
  }

  async shelf(person: string, now = NOON): Promise<readonly Badge[]> {
    const member = await this.memberId(person);
    const view = await this.store.read(this.community.id, [() => shelfQuery(member)]);
    return shelfOf(member, view, this.community, { presentation: fullPresentation, now }).badges;
  }

  /** The ids of the badges somebody has. */
  async earned(person: string): Promise<string[]> {
    return (await this.shelf(person)).flatMap(({ id, earnedAt }) => (earnedAt === null ? [] : [id]));
  }

  /** How far somebody is, by badge: `2/5`; those without progress are left out. */
  async progress(person: string, now = NOON): Promise<Record<string, string>> {
    const badges = await this.shelf(person, now);
    return Object.fromEntries(
      badges.flatMap(({ id, progress }) => (progress === null ? [] : [[id, `${progress.current}/${progress.target}`]])),
    );
  }

  async byHand(action: HandRequest['action'], person: string, badgeId: string, now = NOON): Promise<Badge | undefined> {
    const badge = this.community.badges.find(({ id }) => id === badgeId)!;
    const member = await this.memberId(person);
    return this.store.transact(
      this.community.id,
      changeByHand({ action, community: this.community, badge, member, now }),
    );
  }

  /** What the log tells of badges after an entry. */
  async toldSince(after: number): Promise<BadgesChange[]> {
    const { entries } = await this.store.readLog(this.community.id, { after, limit: 1000 });
    return entries
      .flatMap(({ entry }) => logEntry.parse(entry).changes)
      .filter((change) => change.type === 'badges.changed');
  }

  async head(): Promise<number> {
    return (await this.store.readLog(this.community.id, { after: 0, limit: 0 })).head;
  }

  async ranks(period: 'weekly' | 'daily', now: number): Promise<string[]> {
    const span = findBoardSpan(this.community, 'top', period, now)!;
    const { entries } = leaderboardOf(
      span,
      this.community,
      await this.store.read(this.community.id, leaderboardReads(span, this.community)),
    );
    return entries.map(({ rank, member }) => `${rank} ${member.name}`);
  }
}
