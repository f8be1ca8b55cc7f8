import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { build, type Rolldown } from 'vite';
import { leanZod } from '../../scripts/lean-zod.ts';
import * as whole from '../../src/schemas/index.ts';
import {
  badgeShelfOf,
  badgeOf,
  boardChanged,
  boardRow,
  leaderboardOf,
  messageOf,
  messagePageOf,
} from '../support/client-samples.ts';

type Schemas = typeof whole;

const entry = join(import.meta.dirname, '../../src/schemas/index.ts');

/** The same schemas, with zod as the files for script tags have it. */
async function leanSchemas(): Promise<Schemas> {
  const [output] = (await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [leanZod()],
    build: { write: false, lib: { entry, formats: ['es'] } },
  })) as Rolldown.RolldownOutput[];
  const code = output?.output[0].code ?? '';
  return (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as Schemas;
}

const good = {
  leaderboard: leaderboardOf([boardRow('a', 9), boardRow('b', 7)]),
  messagePage: messagePageOf([messageOf('m1', 1), messageOf('m2', 2)]),
  badgeShelf: badgeShelfOf([badgeOf('first')]),
  topicEvent: boardChanged(3, { rows: [boardRow('a', 10)] }),
} as const;

type Name = keyof typeof good;
const names = Object.keys(good) as Name[];

/** All places in a value, as the names that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

/** A copy in which another value stands in one place. */
function spoiled(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (name === undefined) return other;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = spoiled(copy[name], rest, other);
  return copy;
}

function outcome(schemas: Schemas, name: Name, value: unknown): unknown {
  try {
    return schemas.decode(schemas[name], structuredClone(value), name);
  } catch (error) {
    return (error as Error).message;
  }
}

describe('zod without what the widgets do not use', () => {
  let lean: Schemas;
  before(async () => void (lean = await leanSchemas()));

  it('reads what is right', () => {
    assert.deepEqual(outcome(lean, 'leaderboard', good.leaderboard), good.leaderboard);
    for (const name of names) assert.deepEqual(outcome(lean, name, good[name]), outcome(whole, name, good[name]));
  });

  it('reads and refuses the same as the whole of it, in the same words', () => {
    const junk = fc.oneof(fc.constantFrom(undefined, null, '', -1, 1.5, NaN, [], {}, 'x'.repeat(3000)), fc.jsonValue());
    const spoiling = fc
      .constantFrom(...names)
      .chain((name) =>
        fc.record({ name: fc.constant(name), path: fc.constantFrom(...placesIn(good[name])), other: junk }),
      );
    fc.assert(
      fc.property(spoiling, ({ name, path, other }) => {
        const value = spoiled(good[name], path, other);
        assert.deepEqual(outcome(lean, name, value), outcome(whole, name, value));
      }),
      { numRuns: 1000 },
    );
  });
});
