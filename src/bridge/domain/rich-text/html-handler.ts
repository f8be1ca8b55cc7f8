import type { Handler, Parser } from 'htmlparser2';
import { breaksAroundTag, hiddenTags, plainTags, spanOfTag, wholeTags } from './html-tags.ts';
import type { RichTextBuilder } from './rich-text-builder.ts';

type Attributes = Readonly<Record<string, string>>;

/** A link or a piece of code that has begun. */
interface Whole {
  readonly tag: string;
  readonly address: string;
  text: string;
  /** How many tags of the same name are open, this one counted. */
  depth: number;
}

/** Hears an HTML parser and tells a builder: what tags say where we have a word for it, otherwise what is in them. */
export class HtmlHandler implements Partial<Handler> {
  readonly #builder: RichTextBuilder;
  readonly #html: string;
  #parser: Parser | undefined;
  #hidden = 0;
  #whole: Whole | undefined;
  /** The number of the last item of each list around; null in a list without numbers. */
  readonly #lists: (number | null)[] = [];

  constructor(builder: RichTextBuilder, html: string) {
    this.#builder = builder;
    this.#html = html;
  }

  onparserinit(parser: Parser): void {
    this.#parser = parser;
  }

  onopentag(tag: string, attributes: Attributes): void {
    if (hiddenTags.has(tag)) this.#hidden += 1;
    if (this.#hidden > 0) return;
    if (this.#whole) this.#openInWhole(this.#whole, tag, attributes);
    else this.#open(tag, attributes);
  }

  ontext(text: string): void {
    if (this.#hidden > 0) return;
    if (this.#whole) this.#whole.text += text;
    else this.#addText(text);
  }

  onclosetag(tag: string): void {
    if (hiddenTags.has(tag)) this.#hidden -= 1;
    if (this.#hidden > 0) return;
    if (this.#whole) this.#closeInWhole(this.#whole, tag);
    else this.#close(tag);
  }

  #open(tag: string, attributes: Attributes): void {
    this.#builder.separate(breaksAroundTag.get(tag) ?? 0);
    const span = spanOfTag.get(tag);
    if (span) this.#builder.openSpan(span);
    else if (wholeTags.has(tag)) this.#whole = { tag, address: attributes['href'] ?? '', text: '', depth: 1 };
    else if (tag === 'br') this.#builder.addBreak();
    else if (tag === 'img') this.#builder.addImage(attributes['src'] ?? '', attributes['alt'] ?? '');
    else if (tag === 'ol' || tag === 'ul') this.#lists.push(tag === 'ol' ? 0 : null);
    else if (tag === 'li') this.#builder.addText(this.#nextListMark());
    else if (!isKnown(tag)) this.#addText(this.#source);
  }

  #close(tag: string): void {
    const span = spanOfTag.get(tag);
    if (span) this.#builder.closeSpan(span);
    if (tag === 'ol' || tag === 'ul') this.#lists.pop();
    if (tag === 'td' || tag === 'th') this.#addText(' ');
    this.#builder.separate(breaksAroundTag.get(tag) ?? 0);
  }

  #openInWhole(whole: Whole, tag: string, attributes: Attributes): void {
    if (tag === whole.tag) whole.depth += 1;
    else if (tag === 'br') whole.text += '\n';
    else if (tag === 'img') whole.text += attributes['alt'] ?? '';
    else if (!isKnown(tag)) whole.text += this.#source;
  }

  #closeInWhole(whole: Whole, tag: string): void {
    if (tag === whole.tag) whole.depth -= 1;
    if (whole.depth > 0) return;
    this.#whole = undefined;
    if (tag === 'a') this.#builder.addLink(whole.address, collapse(whole.text));
    else this.#builder.addCode(tag === 'pre' ? whole.text.replace(/^\n|\s+$/g, '') : whole.text);
    this.#builder.separate(breaksAroundTag.get(tag) ?? 0);
  }

  #addText(text: string): void {
    const line = collapse(text);
    this.#builder.addText(this.#builder.isAtLineStart ? line.trimStart() : line);
  }

  #nextListMark(): string {
    const last = this.#lists.pop() ?? null;
    const next = last === null ? null : last + 1;
    this.#lists.push(next);
    return next === null ? '• ' : `${next}. `;
  }

  /** The tag as it was written. */
  get #source(): string {
    return this.#parser ? this.#html.slice(this.#parser.startIndex, this.#parser.endIndex + 1) : '';
  }
}

function isKnown(tag: string): boolean {
  return [spanOfTag, breaksAroundTag, wholeTags, plainTags].some((tags) => tags.has(tag));
}

/** White space as HTML has it: as much as there is counts as one space. */
function collapse(text: string): string {
  return text.replace(/[ \t\n\r\f]+/g, ' ');
}
