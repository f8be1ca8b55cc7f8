import { defineChannel } from '../channel/define-channel.ts';
import { applyScriptDefaults } from './script-defaults.ts';

applyScriptDefaults(import.meta.url);
defineChannel();
