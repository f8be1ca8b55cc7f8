import { displayNameOf } from '../ingest/clean-text.ts';
import type { LineMistakes } from './line-mistakes.ts';

/** What an import reads of a row. */
export const scoreFields = ['id', 'score', 'name', 'firstname', 'lastname', 'avatar', 'source', 'date'] as const;
export type ScoreField = (typeof scoreFields)[number];

export interface ScoreColumn {
  readonly index: number;
  /** As the file writes it. */
  readonly title: string;
}

export interface ScoreColumns {
  readonly byField: ReadonlyMap<ScoreField, ScoreColumn>;
  readonly count: number;
  /** The titles of columns that nothing is read from. */
  readonly ignored: readonly string[];
}

/** Other titles by which platforms' exports know a column. */
const aliases: ReadonlyMap<string, ScoreField> = new Map([
  ['userid', 'id'],
  ['memberid', 'id'],
  ['displayname', 'name'],
]);

/** Which column holds what, by its title: case, spaces, dashes and underscores don't count. */
export function scoreColumns(
  header: readonly string[],
  { metric, fields }: { readonly metric: string; readonly fields: readonly ScoreField[] },
  mistakes: LineMistakes,
): ScoreColumns {
  const columns = header.map((cell, index) => ({ index, title: titleOf(cell, index), field: fieldOf(cell, metric) }));
  const byField = new Map<ScoreField, ScoreColumn>();
  const ignored: string[] = [];
  for (const { field, ...column } of columns) {
    if (field === undefined || !fields.includes(field)) ignored.push(column.title);
    else if (byField.has(field)) mistakes.add({ line: 1, column: column.title, problem: `a second column "${field}"` });
    else byField.set(field, column);
  }
  for (const field of ['id', 'score'] as const) {
    if (!byField.has(field)) mistakes.add({ line: 1, problem: `it names no column "${field}"; the first line names the columns` }); // prettier-ignore
  }
  return { byField, count: header.length, ignored };
}

function fieldOf(cell: string, metric: string): ScoreField | undefined {
  const title = cell.toLowerCase().replaceAll(/[\s_-]/g, '');
  if (title === metric) return 'score';
  return aliases.get(title) ?? scoreFields.find((field) => field === title);
}

function titleOf(cell: string, index: number): string {
  return displayNameOf(cell) ?? `column ${index + 1}`;
}
