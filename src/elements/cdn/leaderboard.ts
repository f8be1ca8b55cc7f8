import { defineLeaderboard } from '../leaderboard/define-leaderboard.ts';
import { applyScriptDefaults } from './script-defaults.ts';

applyScriptDefaults(import.meta.url);
defineLeaderboard();
