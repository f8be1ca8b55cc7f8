import { readFileSync } from 'node:fs';

/** The system does not allow the streams that are configured. */
export class OpenFilesError extends Error {
  override readonly name = 'OpenFilesError';
  readonly code = 'too-few-open-files';
}

/** What is left to everything but the bridge's own connections: the database, commands, questions to the platforms, readers of the metrics. */
export const OWN_FILES = 100;

/** What is left to everything but streams: besides those, hooks and other requests. */
const RESERVED_FILES = OWN_FILES + 100;

/** Where the configuration says nothing. */
export const DEFAULT_STREAMS = 10_000;

export interface StreamAllowance {
  readonly streams: number;
  /** What to tell the operator; undefined when there is room for all. */
  readonly warning?: string;
}

/**
 * How many streams there can be, each of which is an open file.
 * @param configured `limits.streams`
 * @param openFiles how many files the process may open; undefined where the system does not say
 * @throws {OpenFilesError} when there is no room for what is configured
 */
export function streamAllowance(configured: number | undefined, openFiles: number | undefined): StreamAllowance {
  const room = openFiles === undefined ? Infinity : openFiles - RESERVED_FILES;
  const wanted = configured ?? DEFAULT_STREAMS;
  if (wanted <= room) return { streams: wanted };
  const reason = `The system lets this process open ${openFiles} files, which leaves room for ${Math.max(0, room)} live streams`;
  const advice = `allow more ("ulimit -n ${wanted + RESERVED_FILES}", or LimitNOFILE= of its systemd unit)`;
  if (configured !== undefined || room < 1) {
    throw new OpenFilesError(`${reason}, not for ${wanted}: ${advice}, or set limits.streams to less.`);
  }
  return { streams: room, warning: `${reason}: ${advice}, or set limits.streams.` };
}

/** How many files this process may open. Linux only; undefined elsewhere. */
export function readOpenFilesLimit(read: () => string = readOwnLimits): number | undefined {
  let limits: string;
  try {
    limits = read();
  } catch {
    return undefined;
  }
  const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(limits) ?? [];
  return soft === undefined || soft === 'unlimited' ? undefined : Number(soft);
}

function readOwnLimits(): string {
  return readFileSync('/proc/self/limits', 'utf8');
}
