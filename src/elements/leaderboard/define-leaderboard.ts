import { defineElement } from '../../internal/define-element.ts';
import { ReturningLeaderboard } from './leaderboard.ts';

/** Registers `<returning-leaderboard>`, or the leaderboard under another tag. Repeats are ignored. */
export function defineLeaderboard(tag = 'returning-leaderboard', registry?: CustomElementRegistry): void {
  defineElement(tag, ReturningLeaderboard, registry);
}
