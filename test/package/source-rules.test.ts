import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { describe, it } from 'node:test';
import { packageDescription } from './support/consumer.ts';
import { filesIn, projectRoot, readText } from './support/files.ts';

const MAX_LINES = 300;

describe('the sources', () => {
  it('hold no file of more than 300 lines', () => {
    const lineCounts = filesIn('src', /./).map((path) => ({ path, lines: readText(path).split('\n').length - 1 }));
    assert.deepEqual(
      lineCounts.filter(({ lines }) => lines > MAX_LINES),
      [],
    );
  });

  it('have every test for Node run by a script', () => {
    const globs = Object.values(packageDescription.scripts).flatMap(
      (script) => /node (?:--\S+ \S+ )?--test (?:--\S+ )*"(.+)"/.exec(script)?.[1] ?? [],
    );
    const run = new Set(globSync(globs, { cwd: projectRoot }));
    assert.deepEqual(
      filesIn('test', /\.test\.ts$/).filter((path) => !run.has(path)),
      [],
    );
  });

  it('switch no test off, and let none run alone', () => {
    const switched = filesIn('test', /\.ts$/).filter((path) =>
      /\b(?:describe|suite|context|it|test)\.(?:only|skip|todo)\b|\b(?:only|skip|todo): (?!false)/.test(readText(path)),
    );
    // The one place that may: with a reason, and never in Chromium.
    assert.deepEqual(switched, ['test/support/browser-only-where.ts']);
  });
});
