import { defineElement } from '../../internal/define-element.ts';
import { ReturningChannel } from './channel.ts';

/** Registers `<returning-channel>`, or the channel under another tag. Repeats are ignored. */
export function defineChannel(tag = 'returning-channel', registry?: CustomElementRegistry): void {
  defineElement(tag, ReturningChannel, registry);
}
