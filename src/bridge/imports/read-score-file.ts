import type { BoardConfig } from '../../schemas/config.ts';
import { isPlatformBoard } from '../domain/scoring.ts';
import { ImportError } from './import-error.ts';
import { LineMistakes } from './line-mistakes.ts';
import { CsvSyntaxError, readCsv, readTextFile, type CsvRow } from './read-csv.ts';
import { scoreColumns, scoreFields, type ScoreColumns } from './score-columns.ts';
import { readScoreRow, type ScoreRow, type ScoreRowRules } from './score-row.ts';

export interface ScoreFile {
  readonly rows: readonly ScoreRow[];
  /** Columns that nothing was read from. */
  readonly ignored: readonly string[];
}

/**
 * Reads a file of scores for a board, all of it.
 * @throws {ImportError} that names every line that does not fit
 */
export async function readScoreFile(
  path: string,
  board: BoardConfig,
  defaults: Pick<ScoreRowRules, 'source' | 'date' | 'dayStart' | 'now'>,
): Promise<ScoreFile> {
  const text = await readTextFile(path);
  const mistakes = new LineMistakes();
  const reader = new ScoreFileReader(board, { ...defaults, hasDates: !isPlatformBoard(board) }, mistakes);
  try {
    for await (const row of readCsv(text)) reader.take(row);
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    mistakes.add({ line: error.line, problem: error.message });
  }
  mistakes.throwIfAny(path);
  const { rows, ignored } = reader;
  if (rows.length === 0) throw new ImportError(`${path} holds no rows: the first line names the columns, for instance "id,name,score", and each one after it is a person.`); // prettier-ignore
  return { rows, ignored };
}

/** Returning.AI's own counts are whole, and today's. */
const platformFields = scoreFields.filter((field) => field !== 'date' && field !== 'source');

class ScoreFileReader {
  readonly rows: ScoreRow[] = [];
  readonly #board: BoardConfig;
  readonly #rules: ScoreRowRules;
  readonly #mistakes: LineMistakes;
  readonly #lines = new Map<string, number>();
  #columns: ScoreColumns | undefined;

  constructor(board: BoardConfig, rules: ScoreRowRules, mistakes: LineMistakes) {
    this.#board = board;
    this.#rules = rules;
    this.#mistakes = mistakes;
  }

  get ignored(): readonly string[] {
    return this.#columns?.ignored ?? [];
  }

  take({ line, cells }: CsvRow): void {
    if (this.#columns === undefined) this.#columns = this.#readHeader(cells);
    else if (cells.length !== this.#columns.count) {
      const problem = `has ${cells.length} cells where the first line has ${this.#columns.count}; a text with a separator in it must stand in quotes`; // prettier-ignore
      this.#mistakes.add({ line, problem });
    } else this.#takeRow(line, cells, this.#columns);
  }

  #readHeader(cells: readonly string[]): ScoreColumns {
    const fields = this.#rules.hasDates ? scoreFields : platformFields;
    return scoreColumns(cells, { metric: this.#board.metric, fields }, this.#mistakes);
  }

  #takeRow(line: number, cells: readonly string[], { byField }: ScoreColumns): void {
    // A header without them is told already.
    if (!byField.has('id') || !byField.has('score')) return;
    const row = readScoreRow(
      (field) => cells[byField.get(field)?.index ?? -1]?.trim() ?? '',
      this.#rules,
      (field, problem) => this.#mistakes.add({ line, column: byField.get(field)?.title ?? field, problem }),
    );
    if (row === undefined) return;
    const { source, person, at } = row;
    const key = `${source} ${at} ${person.externalId}`;
    const before = this.#lines.get(key);
    if (before === undefined) this.#lines.set(key, line);
    else this.#mistakes.add({ line, problem: `names the same person${at === undefined ? '' : ' and day'} as line ${before}` }); // prettier-ignore
    this.rows.push(row);
  }
}
