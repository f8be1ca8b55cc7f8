import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { defaultPalette, looks, rulesOf } from './palettes.ts';

describe('the ready-made looks', () => {
  it('are three', () => assert.deepEqual([...looks.keys()].toSorted(), ['arcade', 'midnight', 'paper']));

  for (const look of looks.keys()) {
    it(`${look} is made of the public custom properties alone, and weighs nothing`, () => {
      const known = new Set([...defaultPalette.keys()].map((name) => `--returning-${name}`));
      for (const [selector, properties] of rulesOf(look)) {
        assert.equal(selector, ':where(:root)');
        assert.deepEqual(
          properties.filter((property) => !known.has(property)),
          [],
        );
      }
    });
  }
});

describe('docs/theming.md', () => {
  const root = join(import.meta.dirname, '../..');
  const page = readFileSync(join(root, 'docs/theming.md'), 'utf8');

  it('lists every custom property with its default', () => {
    const listed = [...page.matchAll(/^\| `--returning-([\w-]+)` +\| `([^`]+)`/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    assert.deepEqual(listed, [...defaultPalette]);
  });

  it('names every part', () => {
    const sources = readdirSync(join(root, 'src/elements'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(root, 'src/elements', path), 'utf8'));
    const parts = new Set(sources.flatMap((text) => [...text.matchAll(/@csspart ([\w-]+)/g)].map(([, part]) => part)));
    assert.deepEqual(
      [...parts].filter((part) => !page.includes(`\`${part}\``)),
      [],
    );
  });
});
