import { mkdirSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { bridgeConfig } from '../src/schemas/config.ts';
import { describeChecks } from '../src/schemas/describe-checks.ts';

/** Writes the JSON Schema of the bridge's configuration, by which editors complete and check it, into `dist`. */

const folder = new URL('../dist/', import.meta.url);
// As it is written, not as it is read: what has a default may be left out. Checks that are code (time zones, addresses) are
// the bridge's own.
const schema = z.toJSONSchema(bridgeConfig, {
  io: 'input',
  unrepresentable: 'any',
  override: ({ zodSchema, jsonSchema }) => describeChecks(zodSchema, jsonSchema),
});

mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL('returning-widgets.schema.json', folder),
  `${JSON.stringify({ title: 'The configuration of a returning-widgets bridge', ...schema }, null, 2)}\n`,
);
