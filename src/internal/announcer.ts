import { pageState, type Announcement } from '../client/page-state.ts';

/**
 * Says a sentence to whoever listens to the page, as soon as they are not interrupted. What says it is loaded with the
 * first sentence; where it can't be, nothing is said.
 */
export async function announce(source: Element, announcement: Announcement): Promise<void> {
  const later = await import('../client/later.ts').catch(() => undefined);
  // Whatever is gone meanwhile has nothing to say.
  if (!later || !source.isConnected) return;
  const { announcers } = pageState();
  const { ownerDocument } = source;
  const announcer = announcers.get(ownerDocument) ?? new later.LiveRegion(ownerDocument);
  announcers.set(ownerDocument, announcer);
  announcer.say(source, announcement);
}

/** The source is gone, and so is what it still had to say. */
export function silence(source: Element): void {
  pageState().announcers.get(source.ownerDocument)?.forget(source);
}
