import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filesIn, projectRoot, readText } from './support/files.ts';

interface Described {
  readonly name?: string;
  readonly description?: string;
}

interface Declaration extends Described {
  readonly tagName?: string;
  readonly members?: readonly Described[];
  readonly attributes?: readonly Described[];
  readonly events?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
  readonly cssStates?: readonly Described[];
}

interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[];
}

const manifest = JSON.parse(readText('dist/custom-elements.json')) as Manifest;
const elements = manifest.modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName);
const kinds = ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const;

describe('the custom elements manifest', () => {
  it('lists the elements', () => {
    const tags = elements.map(({ tagName }) => tagName);
    assert.deepEqual(tags.toSorted(), [
      'returning-badge-shelf',
      'returning-channel',
      'returning-leaderboard',
      'returning-message-feed',
    ]);
  });

  it('tells of the choice that a selectable element fires', () => {
    const selectable = elements.filter(({ attributes }) => attributes?.some(({ name }) => name === 'selectable'));
    assert.equal(selectable.length, 3);
    for (const { tagName, events } of selectable)
      assert.ok(
        events?.some(({ name }) => name === 'returning-select'),
        tagName,
      );
  });

  it('names modules that are published', () => {
    const missing = manifest.modules.filter(({ path }) => !existsSync(join(projectRoot, path)));
    assert.deepEqual(missing, []);
  });

  for (const element of elements) {
    it(`names and describes all that <${element.tagName ?? ''}> offers`, () => {
      assert.ok(element.description, 'the element itself');
      for (const kind of kinds) {
        const offered = element[kind] ?? [];
        assert.notEqual(offered.length, 0, `no ${kind}`);
        // The default slot is the one thing whose name is rightly empty.
        const bare = offered.filter(({ name, description }) => !description || (!name && kind !== 'slots'));
        assert.deepEqual(bare, [], kind);
      }
    });

    it(`describes each part of <${element.tagName ?? ''}> that its templates name`, () => {
      const described = new Set(element.cssParts?.map(({ name }) => name));
      const folder = `src/elements/${element.tagName?.replace('returning-', '') ?? ''}`;
      const named = filesIn(folder, /\.ts$/).flatMap((path) => [...readText(path).matchAll(/ part="([^"$]+)"/g)]);
      const undescribed = named.flatMap(([, parts = '']) => parts.split(' ')).filter((part) => !described.has(part));
      assert.deepEqual(undescribed, []);
    });
  }
});
