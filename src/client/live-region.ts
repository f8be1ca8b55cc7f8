import type { Announcement, Announcer } from './page-state.ts';

/** What is said at once is gathered, and what is said often is said less often. */
const GATHER_MS = 500;
const PAUSE_MS = 3000;

/** The one polite live region of a document. A source's later sentence replaces its earlier one that was not said yet. */
export class LiveRegion implements Announcer {
  readonly #region: HTMLElement;
  readonly #waiting = new Map<object, Announcement>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saidAt = -Infinity;

  constructor(document: Document) {
    this.#region = document.createElement('div');
    this.#region.setAttribute('aria-live', 'polite');
    // By script, as a strict policy forbids style attributes. The page's own sheets do not know this element.
    this.#region.style.cssText =
      'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
  }

  say(source: object, announcement: Announcement): void {
    // Before it says something, lest that be missed; and again where a page has put another body in place of its own.
    if (!this.#region.isConnected) this.#region.ownerDocument.body.append(this.#region);
    this.#waiting.set(source, announcement);
    const waitMs = Math.max(GATHER_MS, this.#saidAt + PAUSE_MS - performance.now());
    this.#timer ??= setTimeout(() => this.#speak(), waitMs);
  }

  forget(source: object): void {
    this.#waiting.delete(source);
    if (this.#waiting.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #speak(): void {
    this.#timer = undefined;
    this.#saidAt = performance.now();
    const paragraphs = [...this.#waiting.values()].map(({ sentence, language }) => {
      const paragraph = this.#region.ownerDocument.createElement('p');
      paragraph.lang = language;
      paragraph.textContent = sentence;
      return paragraph;
    });
    this.#waiting.clear();
    this.#region.replaceChildren(...paragraphs);
  }
}
