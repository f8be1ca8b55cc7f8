/**
 * A place in a community's log, on the wire as `<epoch>.<sequence>`.
 * Two cursors can be compared only within one epoch; a new epoch means the log is another one (or may have lost its tail).
 */
export interface Cursor {
  readonly epoch: string;
  /** The last log entry that is included; 0 before the first. */
  readonly sequence: number;
}

/** `<epoch>.<sequence>` */
export const cursorPattern = /^([A-Za-z0-9_-]{1,40})\.(0|[1-9][0-9]{0,14})$/;

export function formatCursor({ epoch, sequence }: Cursor): string {
  return `${epoch}.${sequence}`;
}

/** @returns undefined for anything that is not a cursor */
export function parseCursor(text: string): Cursor | undefined {
  const match = cursorPattern.exec(text);
  if (!match) return undefined;
  const [, epoch = '', sequence = ''] = match;
  return { epoch, sequence: Number(sequence) };
}

/** Whether all that `earlier` includes is also included in `later`. False across epochs: nothing is known then. */
export function reaches(later: Cursor, earlier: Cursor): boolean {
  return later.epoch === earlier.epoch && later.sequence >= earlier.sequence;
}
