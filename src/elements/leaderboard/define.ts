import { defineLeaderboard } from './define-leaderboard.ts';

export { defineLeaderboard };

defineLeaderboard();
