import type { Source } from '../../../schemas/fact.ts';
import { httpsUrl, identifier } from '../../../schemas/primitives.ts';
import { MAX_NODES, MAX_TEXT_LENGTH } from '../../../schemas/rich-text.ts';
import type { StoredNode, StoredRichText } from './stored-rich-text.ts';

type Leaf = Exclude<StoredNode, { readonly children: unknown }>;
export type SpanType = Exclude<StoredNode, Leaf>['type'];

interface Span {
  readonly type: SpanType;
  readonly children: (Leaf | Span)[];
}

interface OpenSpan {
  readonly type: SpanType;
  /** How often the same kind was opened inside. */
  repeats: number;
  /** Missing until something is in it. */
  span?: Span;
}

/** One empty line at most: a message is no tower. */
const MAX_BREAKS = 2;

const controlsExceptTabAndLineFeed = /[^\P{Cc}\t\n]/gu;

/**
 * Makes a tree that fits its schema out of whatever a parser says, in its order. What goes beyond a limit is left out; a
 * span inside one of its own kind, and one never closed, do no harm; line breaks at both ends are dropped.
 */
export class RichTextBuilder {
  readonly #root: (Leaf | Span)[] = [];
  #open: OpenSpan[] = [];
  #nodesLeft = MAX_NODES;
  #textLeft = MAX_TEXT_LENGTH;
  #breaks = 0;

  /** Whether what comes next begins a line. */
  get isAtLineStart(): boolean {
    return this.#breaks > 0 || this.#root.length === 0;
  }

  addText(text: string): void {
    const kept = this.#take(text);
    if (kept === '') return;
    this.#addBreaks();
    const last = this.#place.at(-1);
    if (last?.type === 'text' && this.#open.every(({ span }) => span)) last.text += kept;
    else this.#add({ type: 'text', text: kept });
  }

  addCode(text: string): void {
    const kept = this.#take(text);
    if (kept !== '') this.#addPiece({ type: 'code', text: kept });
  }

  addEmoji(text: string): void {
    this.#addPiece({ type: 'emoji', text });
  }

  /** @param externalId a person; what can't be an id is told as someone nobody knows */
  addMention(source: Source, externalId: string): void {
    if (identifier.safeParse(externalId).success) this.#addPiece({ type: 'mention', source, externalId });
    else this.addText('@…');
  }

  /** A link to anything but an https address is its text. */
  addLink(address: string, label: string): void {
    const url = httpsUrlOf(address);
    const text = label.trim();
    if (url === undefined) this.addText(text === '' ? address : text);
    else this.#addPiece({ type: 'link', url, text: this.#take(text) });
  }

  /** A picture from anywhere but an https address is what it says. */
  addImage(address: string, description: string): void {
    const url = httpsUrlOf(address);
    if (url === undefined) this.addText(description);
    else this.#addPiece({ type: 'image', url, text: this.#take(description) });
  }

  addBreak(): void {
    this.#breaks = Math.min(this.#breaks + 1, MAX_BREAKS);
  }

  /** What comes next stands at least so many breaks below what came before. */
  separate(breaks: number): void {
    this.#breaks = Math.max(this.#breaks, breaks);
  }

  openSpan(type: SpanType): void {
    const same = this.#find(type);
    if (same) same.repeats += 1;
    else this.#open.push({ type, repeats: 0 });
  }

  /** Closes the span, and with it those opened in it. */
  closeSpan(type: SpanType): void {
    const same = this.#find(type);
    if (!same) return;
    if (same.repeats > 0) same.repeats -= 1;
    else this.#open = this.#open.slice(0, this.#open.indexOf(same));
  }

  build(): StoredRichText {
    // A span stands in none of its kind, so there are no more levels than the type has.
    return this.#root;
  }

  #find(type: SpanType): OpenSpan | undefined {
    return this.#open.find((open) => open.type === type);
  }

  /** Where the next piece goes, but for spans that hold nothing yet. */
  get #place(): (Leaf | Span)[] {
    return this.#open.findLast(({ span }) => span)?.span?.children ?? this.#root;
  }

  #addPiece(piece: Leaf): void {
    this.#addBreaks();
    this.#add(piece);
  }

  #addBreaks(): void {
    const breaks = this.#root.length === 0 ? 0 : this.#breaks;
    this.#breaks = 0;
    for (let added = 0; added < breaks; added += 1) this.#push({ type: 'break' });
  }

  #add(piece: Leaf): void {
    const missing = this.#open.filter(({ span }) => !span);
    if (missing.length + 1 > this.#nodesLeft) return;
    for (const open of missing) {
      const span: Span = { type: open.type, children: [] };
      this.#push(span);
      open.span = span;
    }
    this.#push(piece);
  }

  #push(node: Leaf | Span): void {
    if (this.#nodesLeft === 0) return;
    this.#nodesLeft -= 1;
    this.#place.push(node);
  }

  /** As much of the text as there is room for. */
  #take(text: string): string {
    const clean = text.toWellFormed().replace(controlsExceptTabAndLineFeed, '');
    const cut = clean.slice(0, this.#textLeft);
    const kept = cut.isWellFormed() ? cut : cut.slice(0, -1);
    this.#textLeft -= kept.length;
    return kept;
  }
}

function httpsUrlOf(address: string): string | undefined {
  const url = httpsUrl.safeParse(URL.parse(address.trim())?.href);
  return url.success ? url.data : undefined;
}
