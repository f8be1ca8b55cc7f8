import { defineMessageFeed } from '../message-feed/define-message-feed.ts';
import { applyScriptDefaults } from './script-defaults.ts';

applyScriptDefaults(import.meta.url);
defineMessageFeed();
