import type { Work } from '../store/store.ts';
import type { LogEntryBody } from './log-entry.ts';
import { resetOf, type BoardSpan } from './board-span.ts';

/** The claim under which a span's beginning is told: once, whoever notices it first. */
export function rollOverClaim({ board, period, span }: BoardSpan): string {
  return `rollover:${board.slug}:${period}:${span.key}`;
}

/** Tells the readers of a board that a new span has begun. The outcome says whether it was told just now. */
export function rollOver(boardSpan: BoardSpan, now: number): Work<boolean> {
  const claim = rollOverClaim(boardSpan);
  const { span } = boardSpan;
  const entry: LogEntryBody = {
    at: span.startsAt ?? now,
    changes: [resetOf(boardSpan)],
  };
  return {
    reads: [() => ({ claims: [claim] })],
    decide: (view) =>
      view.isClaimed(claim)
        ? { outcome: false }
        : { outcome: true, writes: { claims: [claim], documents: [], standings: [], entry } },
  };
}
