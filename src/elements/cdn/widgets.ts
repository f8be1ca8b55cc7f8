import { defineBadgeShelf } from '../badge-shelf/define-badge-shelf.ts';
import { defineChannel } from '../channel/define-channel.ts';
import { defineLeaderboard } from '../leaderboard/define-leaderboard.ts';
import { defineMessageFeed } from '../message-feed/define-message-feed.ts';
import { applyScriptDefaults } from './script-defaults.ts';

applyScriptDefaults(import.meta.url);
defineBadgeShelf();
defineChannel();
defineLeaderboard();
defineMessageFeed();
