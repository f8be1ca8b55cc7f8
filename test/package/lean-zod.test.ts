import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { build, type Plugin, type Rolldown } from 'vite';
import * as z from 'zod/mini';
import { leanZod } from '../../scripts/lean-zod.ts';
import * as whole from './support/widget-schemas.ts';
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

const entry = join(import.meta.dirname, 'support/widget-schemas.ts');

async function schemasCode(plugins: Plugin[]): Promise<string> {
  const [output] = (await build({
    configFile: false,
    logLevel: 'warn',
    plugins,
    build: { write: false, lib: { entry, formats: ['es'] } },
  })) as Rolldown.RolldownOutput[];
  return output?.output[0].code ?? '';
}

/** The same schemas, with zod as the files for script tags have it. */
async function leanSchemas(): Promise<Schemas> {
  const code = await schemasCode([leanZod()]);
  return (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as Schemas;
}

type Name = Exclude<
  { [Name in keyof Schemas]: Schemas[Name] extends z.ZodMiniType ? Name : never }[keyof Schemas],
  undefined
>;

const names = Object.entries(whole).flatMap(([name, value]) => (value instanceof z.ZodMiniType ? [name as Name] : []));

const member = { id: 'ann', name: 'Ann', avatar: null };
const place = { topic: 'channel/general', seq: 4 };

/** What fits one schema or another; of many, the parts fit others. */
const good = [
  leaderboardOf([boardRow('a', 9), boardRow('b', 7)], {
    viewer: { member: 'a', rank: 1, score: 9, neighbours: [] },
    periodEndsAt: '2026-01-02T00:00:00.000Z',
  }),
  messagePageOf([
    messageOf('m1', 1),
    { ...messageOf('m2', 2), replyTo: 'm1', reactions: [{ emoji: 'tada', count: 2 }] },
  ]),
  messageOf('m3', 3).body,
  badgeShelfOf([badgeOf('first')]),
  boardChanged(3, { rows: [boardRow('a', 10)] }),
  { name: 'message.posted', ...place, message: messageOf('m4', 4) },
  { name: 'member.joined', ...place, member },
  { type: 'about:blank', title: 'Refused', status: 403, code: 'token-required' },
  { data: { embedToken: 'abc', expiresIn: 900 } },
  { embedToken: 'abc', expiresIn: 900 },
  { url: 'https://widgets.example/store', origin: 'https://widgets.example' },
  { id: 'general', name: 'General', kind: 'frame', frame: { url: 'http://localhost:1234/' } },
  { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 300 } },
  { cursor: 'a.1', resumed: 'gap', granted: ['channel/general'], refused: [], heartbeatMs: 1000 },
  'a.10',
];

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
    assert.ok(names.length > 20);
    const read = names.filter((name) => good.some((value) => typeof outcome(lean, name, value) !== 'string'));
    assert.ok(
      read.includes('leaderboard') && read.includes('frameMessage') && read.includes('embedTokenAnswer'),
      read.join(),
    );
  });

  it('reads and refuses the same as the whole of it, in the same words', () => {
    const junk = fc.oneof(fc.constantFrom(undefined, null, '', -1, 1.5, NaN, [], {}, 'x'.repeat(3000)), fc.jsonValue());
    const spoiling = fc
      .constantFrom(...good)
      .chain((value) =>
        fc.record({ value: fc.constant(value), path: fc.constantFrom(...placesIn(value)), other: junk }),
      );
    fc.assert(
      fc.property(spoiling, ({ value, path, other }) => {
        for (const sent of [value, spoiled(value, path, other)])
          for (const name of names) assert.deepEqual(outcome(lean, name, sent), outcome(whole, name, sent), name);
      }),
      { numRuns: 300 },
    );
  });

  it('is smaller: zod is still written as the build takes it to be', async () => {
    const [leanCode, wholeCode] = [await schemasCode([leanZod()]), await schemasCode([])];
    assert.ok(leanCode.length < 0.9 * wholeCode.length, `${leanCode.length} of ${wholeCode.length} characters`);
  });
});
