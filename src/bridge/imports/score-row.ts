import { source as sourceSchema, type Person, type Source } from '../../schemas/fact.ts';
import { hookId } from '../../schemas/returning-webhook.ts';
import { avatarOf } from '../ingest/avatar.ts';
import { displayNameOf } from '../ingest/clean-text.ts';
import type { DayStart } from './day-starts.ts';
import type { ScoreField } from './score-columns.ts';

/** Someone's score, as a file tells it. */
export interface ScoreRow {
  readonly source: Source;
  readonly person: Omit<Person, 'username'>;
  readonly score: number;
  /** Epoch ms; undefined where scores have no date. */
  readonly at: number | undefined;
}

export interface ScoreRowRules {
  /** For rows that don't say it. */
  readonly source: Source;
  /** `2026-10-31`, for rows that don't say it; undefined: they must. */
  readonly date: string | undefined;
  readonly hasDates: boolean;
  readonly dayStart: DayStart;
  /** Epoch ms. */
  readonly now: number;
}

/** Told which field does not fit, and why. */
export type RowComplaint = (field: ScoreField, problem: string) => void;

/** Digits with an exponent: the spreadsheet has lost the last ones. */
const roundedNumber = /^\d+(?:[.,]\d+)?E\+\d+$/i;

/** @param cell the text of a field; empty where the row has none @returns undefined when it complained */
export function readScoreRow(
  cell: (field: ScoreField) => string,
  rules: ScoreRowRules,
  complain: RowComplaint,
): ScoreRow | undefined {
  const externalId = readId(cell('id'), complain);
  const score = readScore(cell('score'), complain);
  const source = readSource(cell('source'), rules, complain);
  const name = readName(cell, complain);
  const avatar = readAvatar(cell('avatar'), complain);
  const at = readDate(cell('date'), rules, complain);
  if (externalId === undefined || score === undefined || source === undefined) return undefined;
  const person = { externalId, ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
  return { source, person, score, at };
}

function readId(text: string, complain: RowComplaint): string | undefined {
  const id = hookId.safeParse(text);
  if (roundedNumber.test(text)) complain('id', 'a spreadsheet rounded it: format the column as text');
  else if (text === '') complain('id', "is empty: it must be the platform's own id of the person");
  else if (!id.success) complain('id', id.error.issues[0]?.message ?? 'must be an id');
  return roundedNumber.test(text) ? undefined : id.data;
}

function readScore(text: string, complain: RowComplaint): number | undefined {
  if (/^-?\d{1,12}$/.test(text)) return Number(text);
  complain('score', 'must be a whole number of at most 12 digits, without separators');
  return undefined;
}

function readSource(text: string, rules: ScoreRowRules, complain: RowComplaint): Source | undefined {
  const source = sourceSchema.safeParse(text === '' ? rules.source : text.toLowerCase());
  if (!source.success) complain('source', 'must be "returning" or "slack"');
  return source.data;
}

function readName(cell: (field: ScoreField) => string, complain: RowComplaint): string | undefined {
  const whole = cell('name');
  const text = whole === '' ? `${cell('firstname')} ${cell('lastname')}`.trim() : whole;
  const name = displayNameOf(text);
  if (text !== '' && name === undefined) complain(whole === '' ? 'firstname' : 'name', 'must be visible text, and no e-mail address'); // prettier-ignore
  return name;
}

function readAvatar(text: string, complain: RowComplaint): string | undefined {
  const avatar = avatarOf(text);
  if (text !== '' && avatar === undefined) complain('avatar', 'must be an https address, without an e-mail address or a hash of one in it (Gravatar’s has one)'); // prettier-ignore
  return avatar;
}

function readDate(text: string, { date, hasDates, dayStart, now }: ScoreRowRules, complain: RowComplaint) {
  if (!hasDates) return undefined;
  const day = text === '' ? date : text;
  const at = day === undefined ? undefined : dayStart(day);
  if (day === undefined) complain('date', 'is missing: add a column "date", or give all rows one by --date');
  else if (at === undefined) complain('date', 'must be a day since 1970, for instance 2026-10-31');
  else if (at > now) complain('date', 'lies in the future');
  return at;
}
