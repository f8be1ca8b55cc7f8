import { html, render } from 'lit';
import { rowsView } from '../../src/elements/leaderboard/row-view.ts';
import type { LeaderboardEntry } from '../../src/schemas/leaderboard.ts';
import { options } from './rows.ts';

/** The element's own row template, in the element's table. */
export class LitBoard {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  show(rows: readonly LeaderboardEntry[]): void {
    render(
      html`<table part="table">
        <tbody>
          ${rowsView(rows, options)}
        </tbody>
      </table>`,
      this.#root,
    );
  }
}
