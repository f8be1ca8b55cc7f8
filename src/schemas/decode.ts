import type * as z from 'zod/mini';

/** Any schema, as those who only pass it on see it. */
export type Schema<Output = unknown> = z.ZodMiniType<Output>;

/** What did not fit, and where: `path` is dotted (`user.id`), empty for the value itself. */
export interface Mistake {
  readonly path: string;
  readonly message: string;
}

/** A value from outside did not fit its schema. Holds every mistake, never the value itself. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly what: string;
  readonly mistakes: readonly Mistake[];

  constructor(what: string, mistakes: readonly Mistake[]) {
    super(`${what} does not fit: ${mistakes.map(describeMistake).join('; ')}`);
    this.what = what;
    this.mistakes = mistakes;
  }
}

/**
 * The one way in for values from outside (network, storage, environment, attributes).
 * @param what names the value in the error, for instance "the leaderboard answer"
 * @throws {DecodeError} with all mistakes at once
 */
export function decode<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: false });
  if (result.success) return result.data;
  throw new DecodeError(what, mistakesOf(result.error.issues));
}

/** `path: message`, or the message alone for the value itself. */
export function describeMistake({ path, message }: Mistake): string {
  return path === '' ? message : `${path}: ${message}`;
}

function mistakesOf(issues: readonly z.core.$ZodIssue[]): Mistake[] {
  return issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}
