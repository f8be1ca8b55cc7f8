import { resolve } from 'node:path';
import type { BoardConfig, CommunityConfig } from '../../schemas/config.ts';
import type { Source } from '../../schemas/fact.ts';
import { boardTimeZone, isPlatformBoard, type PlatformBoard } from '../domain/scoring.ts';
import { dayStartIn, type DayStart } from '../imports/day-starts.ts';
import { addScores, setCounts, type ScoresPlace } from '../imports/keep-scores.ts';
import { readScoreFile, type ScoreFile } from '../imports/read-score-file.ts';
import { CommandError, type CommandCall, type CommandContext } from './command.ts';

export interface FileImport {
  readonly file: string;
  /** A slug. */
  readonly board: string;
  readonly date: string | undefined;
  readonly source: Source | undefined;
  readonly community: CommunityConfig;
  readonly isDryRun: boolean;
}

/** Fills a board from a CSV file. Nothing is imported of one with a mistake. */
export async function importFile(wanted: FileImport, { cwd, print }: CommandCall, { store, linksOf }: CommandContext) {
  const { community, isDryRun } = wanted;
  const now = Date.now();
  const path = resolve(cwd, wanted.file);
  const board = findBoard(wanted);
  const dayStart = dayStartIn(boardTimeZone(board, community));
  checkSource(board, wanted);
  checkDate(wanted.date, dayStart, now);
  const { source = 'returning', date } = wanted;
  const scores = await readScoreFile(path, board, { source, date, dayStart, now });
  if (scores.ignored.length > 0) print(`Nothing is read from these columns: ${scores.ignored.join(', ')}.`);
  const place = { store, community, links: linksOf?.(community.id), now };
  if (isDryRun) print(`${path} is good: ${scores.rows.length} rows. Nothing was imported.`);
  else if (isPlatformBoard(board)) print(await setOn(board, scores, place));
  else print(await addTo(board, scores, place));
}

async function setOn({ slug, metric }: PlatformBoard, { rows }: ScoreFile, place: ScoresPlace): Promise<string> {
  await setCounts(
    rows.map(({ person, score }) => ({ ...person, [metric]: score })),
    place,
  );
  const people = rows.length === 1 ? '1 person has' : `${rows.length} people have`;
  return `${people} their ${metric} from the file, on "${slug}" and every board that shows it.`;
}

async function addTo(board: BoardConfig, { rows }: ScoreFile, place: ScoresPlace): Promise<string> {
  const { added, changed, same } = await addScores(rows, board, place);
  return `"${board.slug}" counts them on top: ${added} new scores, ${changed} corrected, ${same} known already.`;
}

function findBoard({ board: slug, community }: FileImport): BoardConfig {
  const board = community.boards.find((candidate) => candidate.slug === slug);
  if (board !== undefined) return board;
  const slugs = community.boards.map((candidate) => candidate.slug).join(', ');
  throw new CommandError(`${community.id} has no board "${slug}". It has: ${slugs || 'none'}.`);
}

function checkSource(board: BoardConfig, { date, source }: FileImport): void {
  if (!isPlatformBoard(board) || (date === undefined && source !== 'slack')) return;
  throw new CommandError(`"${board.slug}" shows the ${board.metric} that Returning.AI counts, which are set and have no date: leave --date and --source out.`); // prettier-ignore
}

function checkDate(date: string | undefined, dayStart: DayStart, now: number): void {
  if (date === undefined) return;
  const startsAt = dayStart(date);
  if (startsAt === undefined) throw new CommandError('--date must be a day since 1970, for instance 2026-10-31.');
  if (startsAt > now) throw new CommandError('--date lies in the future.');
}
