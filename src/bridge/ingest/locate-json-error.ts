const whitespace = /[\t\n\r ]*/y;
const numberOrWord = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** A string up to its closing quote, or up to what cannot stand in it. */
// eslint-disable-next-line no-control-regex
const stringBody = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*/y;

type Expected = 'value' | 'first-item' | 'first-key' | 'key' | 'colon' | 'separator';

/**
 * Where a text stops being JSON (RFC 8259). The engine's own errors name a position only at times, and quote the text.
 * @returns the index of what cannot stand there, the text's length when it ends too early, undefined when it is JSON
 */
export function locateJsonError(text: string): number | undefined {
  return new JsonScanner(text).scan();
}

/** Reads one token a step; a step answers whether its token may stand there. */
class JsonScanner {
  readonly #text: string;
  /** What ends each open object and array, the innermost last. */
  readonly #closers: string[] = [];
  #position = 0;
  #expected: Expected = 'value';

  constructor(text: string) {
    this.#text = text;
  }

  scan(): number | undefined {
    do {
      this.#take(whitespace);
      if (this.#isComplete()) return this.#position === this.#text.length ? undefined : this.#position;
    } while (this.#step());
    return this.#position;
  }

  #isComplete(): boolean {
    return this.#expected === 'separator' && this.#closers.length === 0;
  }

  #step(): boolean {
    switch (this.#expected) {
      case 'value':
        return this.#takeValue();
      case 'first-item':
        return this.#takeCloser() || this.#takeValue();
      case 'first-key':
        return this.#takeCloser() || this.#takeString('colon');
      case 'key':
        return this.#takeString('colon');
      case 'colon':
        return this.#takeCharacter(':', 'value');
      case 'separator':
        return this.#takeCloser() || this.#takeCharacter(',', this.#closers.at(-1) === '}' ? 'key' : 'value');
      default:
        return this.#expected satisfies never;
    }
  }

  #takeValue(): boolean {
    if (this.#takeCharacter('{', 'first-key')) return this.#open('}');
    if (this.#takeCharacter('[', 'first-item')) return this.#open(']');
    if (this.#text[this.#position] === '"') return this.#takeString('separator');
    if (!this.#take(numberOrWord)) return false;
    this.#expected = 'separator';
    return true;
  }

  #open(closer: string): true {
    this.#closers.push(closer);
    return true;
  }

  #takeCloser(): boolean {
    const closer = this.#closers.at(-1);
    if (closer === undefined || !this.#takeCharacter(closer, 'separator')) return false;
    this.#closers.pop();
    return true;
  }

  #takeString(next: Expected): boolean {
    return this.#take(stringBody) && this.#takeCharacter('"', next);
  }

  #takeCharacter(character: string, next: Expected): boolean {
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    this.#expected = next;
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position;
    if (!pattern.test(this.#text)) return false;
    this.#position = pattern.lastIndex;
    return true;
  }
}
