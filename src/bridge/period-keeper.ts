import type { Communities } from './communities.ts';
import type { CommunityConfig } from '../schemas/config.ts';
import { settleNextPeriod, settlementsAt } from './domain/badges/settle-ranks.ts';
import { rankingOf, runningSpans, type BoardSpan } from './domain/board-span.ts';
import { makeMark, markClaim, markTime } from './domain/marks.ts';
import { rollOver, rollOverClaim } from './domain/roll-over.ts';
import { errorFields, type Log } from './log.ts';
import type { Store, Work } from './store/store.ts';

export interface PeriodKeeperOptions {
  readonly communities: Communities;
  readonly store: Store;
  readonly log: Log;
}

/**
 * Notices when a day, week, month or year ends somewhere, has it told, and a little later settles who won a badge by it; and
 * marks at midnight (daily boards: every hour) who stands where. What fell due while nobody ran is done at the start.
 */
export class PeriodKeeper {
  readonly #options: PeriodKeeperOptions;
  /** Claims this process has seen taken, so that a beat costs no query. */
  #done = new Set<string>();

  constructor(options: PeriodKeeperOptions) {
    this.#options = options;
  }

  /** Does all that is due. */
  keep(now: number): void {
    const due = [...this.#options.communities].flatMap((community) => [
      ...dueIn(community, now),
      ...settlementsDue(community, now),
    ]);
    const isNew = due.filter(({ name }) => !this.#done.has(name));
    this.#done = new Set(due.map(({ name }) => name));
    for (const task of isNew) void this.#run(task);
  }

  async #run({ name, community, event, span, work }: Task): Promise<void> {
    const { store, log } = this.#options;
    try {
      while (await store.transact(community, work)) {
        log.info(event, { community, board: span.board.slug, period: span.period, key: span.span.key });
      }
    } catch (error) {
      this.#done.delete(name); // The next beat tries again.
      log.error(`${event}-failed`, { community, ...errorFields(error) });
    }
  }
}

interface Task {
  readonly name: string;
  readonly community: string;
  readonly event: 'period-began' | 'ranks-marked' | 'ranks-settled';
  readonly span: BoardSpan;
  /** Its outcome says whether it did something; done again until it does not. */
  readonly work: Work<boolean>;
}

function dueIn(community: CommunityConfig, now: number): Task[] {
  return runningSpans(community, now).flatMap((span) => {
    const dueAt = markTime(span, community, now);
    const task = { community: community.id, span };
    const mark: Task = {
      ...task,
      name: `${community.id} ${markClaim(span, dueAt)}`,
      event: 'ranks-marked',
      work: makeMark(span, community, dueAt),
    };
    if (span.span.endsAt === null) return [mark];
    const name = `${community.id} ${rollOverClaim(span)}`;
    return [{ ...task, name, event: 'period-began', work: rollOver(span, now) }, mark];
  });
}

function settlementsDue(community: CommunityConfig, now: number): Task[] {
  return settlementsAt(community, now).map((settlement) => ({
    name: `${community.id} settle:${rankingOf(settlement.until)}`,
    community: community.id,
    event: 'ranks-settled',
    span: settlement.until,
    work: settleNextPeriod(settlement),
  }));
}
