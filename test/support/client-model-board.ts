import {
  compareRows,
  competitionRanks,
  type BoardChanged,
  type BoardReset,
  type BoardRow,
  type Leaderboard,
  type LeaderboardEntry,
} from '../../src/schemas/index.ts';
import { boardRow, instantAt, leaderboardOf } from './client-samples.ts';

type Unplaced<Event> = Omit<Event, 'seq'>;

/** A board as a bridge keeps it: the truth that clients are compared with. */
export class ModelBoard {
  readonly slug: string;
  readonly size: number;
  readonly #rows = new Map<string, BoardRow>();
  #day = 1;

  constructor(slug: string, size: number) {
    this.slug = slug;
    this.size = size;
  }

  get topic(): string {
    return `board/${this.slug}/daily`;
  }

  score(member: string, score: number, second: number): Unplaced<BoardChanged> {
    const before = this.#top();
    const row = boardRow(member, score, second);
    this.#rows.set(member, row);
    return this.#changed([row, ...this.#entered(before).filter((entered) => entered !== row)], []);
  }

  remove(member: string): Unplaced<BoardChanged> {
    const before = this.#top();
    this.#rows.delete(member);
    return this.#changed(this.#entered(before), [member]);
  }

  /** The next period begins, without rows. */
  rollOver(): Unplaced<BoardReset> {
    this.#rows.clear();
    this.#day += 1;
    const { topic, slug, periodKey } = this;
    return { name: 'board.reset', topic, board: slug, period: 'daily', periodKey };
  }

  snapshot(cursor: string): Leaderboard {
    const { slug, size, periodKey } = this;
    return leaderboardOf([], { slug, size, periodKey, entries: this.#entries(), total: this.#rows.size, cursor });
  }

  get periodKey(): string {
    return instantAt(this.#day * 86_400).slice(0, 10);
  }

  #entries(): LeaderboardEntry[] {
    const top = this.#top();
    const ranks = competitionRanks(top);
    return top.map((row, index) => ({ ...row, rank: ranks[index]!, previousRank: null }));
  }

  #top(): BoardRow[] {
    return [...this.#rows.values()].sort(compareRows).slice(0, this.size);
  }

  #entered(before: readonly BoardRow[]): BoardRow[] {
    return this.#top().filter((row) => !before.some(({ member }) => member.id === row.member.id));
  }

  #changed(rows: BoardRow[], removed: string[]): Unplaced<BoardChanged> {
    const { topic, slug, periodKey } = this;
    const total = this.#rows.size;
    return { name: 'board.changed', topic, board: slug, period: 'daily', periodKey, rows, removed, total };
  }
}

/** Two changes of one board as one, which tells all of both. */
export function mergeBoardEvents(
  earlier: BoardChanged | BoardReset,
  later: BoardChanged | BoardReset,
): BoardChanged | BoardReset {
  const cannotAdd = earlier.name === 'board.reset' || later.name === 'board.reset';
  if (cannotAdd || earlier.periodKey !== later.periodKey) return later;
  const told = new Set([...later.rows.map(({ member }) => member.id), ...later.removed]);
  const back = new Set(later.rows.map(({ member }) => member.id));
  const rows = [...earlier.rows.filter(({ member }) => !told.has(member.id)), ...later.rows];
  const removed = [...new Set([...earlier.removed.filter((id) => !back.has(id)), ...later.removed])];
  return { ...later, rows, removed };
}
