import { leaderboardStyles } from '../../src/elements/leaderboard/leaderboard.styles.ts';
import { tokens } from '../../src/internal/tokens.ts';
import { widgetStyles } from '../../src/internal/widget.styles.ts';
import type { LeaderboardEntry } from '../../src/schemas/leaderboard.ts';
import { LitBoard } from './lit-board.ts';
import { rows, withScore } from './rows.ts';
import { VanillaBoard } from './vanilla-board.ts';

const WARM_UP = 10;

interface Board {
  show(rows: readonly LeaderboardEntry[]): void;
}
type BoardClass = new (root: HTMLElement) => Board;

export type BoardName = 'lit' | 'vanilla';
/** Milliseconds of each round. */
export type Times = Record<BoardName, number[]>;

const boards: Readonly<Record<BoardName, BoardClass>> = { lit: LitBoard, vanilla: VanillaBoard };
const names = Object.keys(boards) as BoardName[];
const sheets = [tokens, widgetStyles, leaderboardStyles].flatMap(({ styleSheet }) => styleSheet ?? []);

/** A shadow root styled as the element's. */
function createRoot(): HTMLElement {
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = sheets;
  const base = document.createElement('section');
  base.setAttribute('part', 'base');
  shadow.append(base);
  document.body.append(host);
  base.getBoundingClientRect();
  return base;
}

/** Through layout: a time that ends with the script would leave out what the browser puts off. */
function timed(root: HTMLElement, work: () => void): number {
  const start = performance.now();
  work();
  root.getBoundingClientRect();
  return performance.now() - start;
}

/** Each round in another order, so that neither always runs after the other. */
async function measure(rounds: number, run: (name: BoardName, round: number) => number): Promise<Times> {
  const times: Times = { lit: [], vanilla: [] };
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const time = run(name, round + WARM_UP);
      if (round >= 0) times[name].push(time);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return times;
}

function measureFirstRender(rounds: number): Promise<Times> {
  return measure(rounds, (name) => {
    const root = createRoot();
    const time = timed(root, () => new boards[name](root).show(rows));
    (root.getRootNode() as ShadowRoot).host.remove();
    return time;
  });
}

async function measureUpdate(rounds: number): Promise<Times> {
  const shown = Object.fromEntries(
    names.map((name) => {
      const root = createRoot();
      const board = new boards[name](root);
      board.show(rows);
      return [name, { root, board }];
    }),
  ) as Record<BoardName, { root: HTMLElement; board: Board }>;
  return measure(rounds, (name, round) => {
    const { root, board } = shown[name];
    const next = withScore(round + 1);
    return timed(root, () => board.show(next));
  });
}

/** What `scripts/bench-render.ts` calls in the page. */
export const bench = { measureFirstRender, measureUpdate };
Object.assign(globalThis, { bench });
