import { defineBadgeShelf } from '../badge-shelf/define-badge-shelf.ts';
import { applyScriptDefaults } from './script-defaults.ts';

applyScriptDefaults(import.meta.url);
defineBadgeShelf();
