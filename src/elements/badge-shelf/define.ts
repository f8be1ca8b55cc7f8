import { defineBadgeShelf } from './define-badge-shelf.ts';

export { defineBadgeShelf };

defineBadgeShelf();
