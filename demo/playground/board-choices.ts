import { communityUrl, type BridgeAddress } from '../../src/client/bridge-reader.ts';
import { boardList, decode, type BoardSummary } from '../../src/schemas/index.ts';

/** The community's boards. Throws when the bridge does not answer with a list of them. */
export async function loadBoards(address: BridgeAddress): Promise<readonly BoardSummary[]> {
  const response = await fetch(`${communityUrl(address)}/leaderboards`);
  if (!response.ok) throw new Error(`The bridge answered ${response.status} for the list of its boards`);
  return decode(boardList, await response.json(), 'the list of boards').boards;
}

/** Offers the boards, and for the chosen one its periods. */
export class BoardChoices {
  readonly #board: HTMLSelectElement;
  readonly #period: HTMLSelectElement;
  #boards: readonly BoardSummary[] = [];

  constructor(board: HTMLSelectElement, period: HTMLSelectElement) {
    this.#board = board;
    this.#period = period;
    board.addEventListener('input', () => this.offerPeriods());
  }

  offer(boards: readonly BoardSummary[]): void {
    this.#boards = boards;
    this.#board.replaceChildren(...boards.map(({ slug, title }) => new Option(title, slug)));
    this.offerPeriods();
  }

  /** Those of the chosen board; a period it also has stays chosen. */
  offerPeriods(): void {
    const board = this.#boards.find(({ slug }) => slug === this.#board.value);
    const chosen = this.#period.value;
    const options = (board?.periods ?? []).map((name) => new Option(name, name));
    this.#period.replaceChildren(new Option(`default (${board?.period ?? 'unknown'})`, ''), ...options);
    this.#period.value = options.some(({ value }) => value === chosen) ? chosen : '';
  }
}
