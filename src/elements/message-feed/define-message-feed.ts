import { defineElement } from '../../internal/define-element.ts';
import { ReturningMessageFeed } from './message-feed.ts';

/** Registers `<returning-message-feed>`, or the feed under another tag. Repeats are ignored. */
export function defineMessageFeed(tag = 'returning-message-feed', registry?: CustomElementRegistry): void {
  defineElement(tag, ReturningMessageFeed, registry);
}
