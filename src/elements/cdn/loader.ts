import { startLoader } from '../loader.ts';
import { applyScriptDefaults } from './script-defaults.ts';

applyScriptDefaults(import.meta.url);
startLoader();
