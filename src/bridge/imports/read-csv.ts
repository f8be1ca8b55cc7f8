import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod/mini';
import { ImportError } from './import-error.ts';

export interface CsvRow {
  /** Where it ends, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What stands there can't be told apart into cells. */
export class CsvSyntaxError extends Error {
  override readonly name = 'CsvSyntaxError';
  /** Where the row begins. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Half a million people, and read as a whole. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ROW_LENGTH = 100_000;
/** Small, so that a bridge that reads a file answers others between them. */
const CHUNK_LENGTH = 64 * 1024;

/** @throws {ImportError} for what is no file, too large, or no UTF-8 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError(`${path} is not UTF-8: save it as "CSV UTF-8", and import it again.`);
  }
}

/**
 * The rows of a CSV text (RFC 4180), the header first; empty lines are passed over. Cells are parted by what the first line
 * has most of: commas, semicolons or tabs, since spreadsheets take whichever their language does.
 * @throws {CsvSyntaxError}
 */
export async function* readCsv(text: string): AsyncGenerator<CsvRow> {
  let lastLine = 0;
  const options = { delimiter: delimiterOf(text), max_record_size: MAX_ROW_LENGTH };
  const parser = parse({
    ...options,
    relax_column_count: true,
    skip_empty_lines: true,
    // Before the record waits in the stream, which drops those that wait when it fails.
    on_record: (cells, { lines }) => [String((lastLine = lines)), ...cells],
  });
  try {
    for await (const record of Readable.from(chunksOf(text)).pipe(parser)) {
      const [line, ...cells] = csvRecord.parse(record);
      yield { line: Number(line), cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? syntaxError(error, lastLine + 1) : error;
  }
}

/** The line first. */
const csvRecord = z.array(z.string());

// The library's own messages quote the file, and name the line where it gave up: far from a quote that is left open.
function syntaxError({ code }: CsvError, line: number): CsvSyntaxError {
  return code === 'CSV_MAX_RECORD_SIZE'
    ? new CsvSyntaxError(line, `a row has more than ${MAX_ROW_LENGTH} characters; is a quote left open?`)
    : new CsvSyntaxError(line, 'a quote stands where none can be, or is left open: write "…" around the whole text, and each quote within it twice'); // prettier-ignore
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new ImportError(`${path} has more than 64 MiB: import it in parts.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`${path} can't be read: see the cause. The bridge reads it, as its own user.`, {
      cause: error,
    });
  }
}

function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}

function* chunksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += CHUNK_LENGTH) yield text.slice(start, start + CHUNK_LENGTH);
}
