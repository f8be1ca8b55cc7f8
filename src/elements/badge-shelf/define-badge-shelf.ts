import { defineElement } from '../../internal/define-element.ts';
import { ReturningBadgeShelf } from './badge-shelf.ts';

/** Registers `<returning-badge-shelf>`, or the badge shelf under another tag. Repeats are ignored. */
export function defineBadgeShelf(tag = 'returning-badge-shelf', registry?: CustomElementRegistry): void {
  defineElement(tag, ReturningBadgeShelf, registry);
}
