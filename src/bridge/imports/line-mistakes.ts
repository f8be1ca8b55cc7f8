import { ImportError } from './import-error.ts';

/** What is wrong in a file, and where. Quotes nothing of it, because it may hold anything. */
export interface LineMistake {
  readonly line: number;
  /** As the file names it. */
  readonly column?: string;
  readonly problem: string;
}

/** Beyond that they are only counted. */
const TOLD = 20;

/** All that was found wrong: the first ones, and how many more there are. */
export class LineMistakes {
  readonly #told: LineMistake[] = [];
  #count = 0;

  add(mistake: LineMistake): void {
    this.#count += 1;
    if (this.#told.length < TOLD) this.#told.push(mistake);
  }

  /** @throws {ImportError} when there is any */
  throwIfAny(path: string): void {
    if (this.#count === 0) return;
    const lines = this.#told.map(
      ({ line, column, problem }) => `  line ${line}${column === undefined ? '' : `, ${column}`}: ${problem}`,
    );
    const more = this.#count - this.#told.length;
    throw new ImportError(
      [
        `${path} has ${this.#count === 1 ? 'a mistake' : `${this.#count} mistakes`}; nothing was imported. Mend the file, and import it again.`,
        ...lines,
        ...(more > 0 ? [`  … and ${more} more`] : []),
      ].join('\n'),
    );
  }
}
