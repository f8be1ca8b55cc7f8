import * as z from 'zod/mini';

/**
 * A number, also one written in digits: the platforms' REST answers hold both, also for the same key.
 * No exponents and no separators, which nobody has seen there.
 */
export const wireNumber = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/))], {
    error: 'must be a number, or one written in digits',
  }),
  z.pipe(z.transform(Number), z.number()),
);

/** A boolean, also one written as a word or a digit. */
export const wireBoolean = z.pipe(
  z.union([z.boolean(), z.literal(['true', 'false', '1', '0', 1, 0])], {
    error: 'must be a boolean, or one written as a word',
  }),
  z.transform((value) => [true, 'true', '1', 1].includes(value)),
);

/** A text, or a number where the platform made one of it. What is neither, or absurdly long, counts as missing. */
export const wireText = z.catch(
  z.optional(z.pipe(z.union([z.string().check(z.maxLength(10_000)), z.number()]), z.transform(String))),
  undefined,
);

/** What counts as missing when it does not fit. */
export function spare<Schema extends z.ZodMiniType>(schema: Schema): z.ZodMiniType<z.output<Schema> | undefined> {
  return z.catch(z.optional(schema), undefined);
}

/**
 * A list whose rows stand for themselves: one that does not fit is left out, and counted, so that it does not cost the
 * others. A list of which no row fits is another list.
 */
export function wireRows<Row extends z.ZodMiniType>(row: Row, maxRows: number) {
  return z.pipe(
    z.array(z.unknown()).check(z.maxLength(maxRows)),
    z.pipe(
      z.transform((values: unknown[]) => {
        const rows = values.flatMap((value) => {
          const read = row.safeParse(value);
          return read.success ? [read.data] : [];
        });
        return { rows, unreadable: values.length - rows.length };
      }),
      z.custom<{ rows: z.output<Row>[]; unreadable: number }>(
        (value) => hasFitting(value as { rows: unknown[]; unreadable: number }),
        'must hold at least one row that fits',
      ),
    ),
  );
}

function hasFitting({ rows, unreadable }: { rows: unknown[]; unreadable: number }): boolean {
  return rows.length > 0 || unreadable === 0;
}
