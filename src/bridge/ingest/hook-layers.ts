import type * as z from 'zod/mini';
import { DecodeError, type Mistake } from '../../schemas/decode.ts';

/** Looks for the parts of a hook whose body is not documented, in the objects that may hold them. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/**
 * The object, or the one object in a list. More than one would be lost but for the first: that is told instead.
 * @param what names the objects, for instance `message`
 */
export function onlyObject(value: unknown, what: string): JsonObject | undefined {
  if (!Array.isArray(value)) return objectOf(value);
  if (value.length > 1) throw new DecodeError('the hook', [{ path: `${what}s`, message: `must hold one ${what}` }]);
  return objectOf(value[0]);
}

/** The first value in these places that fits. */
export function findPart<Schema extends z.ZodMiniType>(
  layers: readonly JsonObject[],
  places: readonly string[],
  schema: Schema,
): z.output<Schema> | undefined {
  for (const layer of layers) {
    for (const place of places) {
      const fitting = schema.safeParse(layer[place]);
      if (fitting.success) return fitting.data;
    }
  }
  return undefined;
}

/** One mistake for each part that was not found. */
export function missingParts(what: string, found: JsonObject): Mistake[] {
  const missing = Object.keys(found).filter((part) => found[part] === undefined);
  return missing.map((part) => ({ path: what, message: `its ${part} is missing or does not fit` }));
}
