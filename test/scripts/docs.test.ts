import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { embedWidgets, type EmbedAttributes } from '../../src/bridge/routes/embed/widgets.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('what the pages say of the room of a widget that is not defined yet', () => {
  const heights = {
    'returning-leaderboard': embedWidgets.leaderboard.heightPx({}),
    'returning-message-feed': embedWidgets['message-feed'].heightPx({}),
    'returning-channel': embedWidgets.channel.heightPx({}),
  };
  for (const path of ['README.md', 'docs/theming.md']) {
    it(`is what its frame is given, in ${path}`, () => {
      const rules = [...read(path).matchAll(/((?:[\w-]+:not\(:defined\),?\s+)+)\{[^}]*min-block-size: (\d+)px/g)];
      const said = rules.flatMap(([, selectors = '', px]) =>
        [...selectors.matchAll(/[\w-]+(?=:not)/g)].map(([tag]) => ({ tag, px: Number(px) })),
      );
      assert.ok(said.length >= 2);
      for (const { tag, px } of said) if (tag in heights) assert.equal(px, heights[tag as keyof typeof heights], tag);
    });
  }

  it('of a leaderboard is told by its rows in docs/theming.md', () => {
    const beside = (attributes: EmbedAttributes): number =>
      embedWidgets.leaderboard.heightPx({ limit: '1', ...attributes }) - 48;
    const said = `has 48 px a row, and ${beside({})} px more; with \`period-options\` ${beside({ 'period-options': 'all' })} px`;
    assert.ok(read('docs/theming.md').includes(said), said);
  });
});

describe('a link in the pages', () => {
  const paths = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
  for (const path of paths) {
    it(`leads somewhere, in ${path}`, () => {
      const targets = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
      const broken = targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(path, target));
      assert.deepEqual(broken, []);
    });
  }
});

function leadsSomewhere(path: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const there = file === '' ? path : join(dirname(path), file);
  if (!existsSync(join(root, there))) return false;
  if (anchor === undefined) return true;
  const headings = [...read(there).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map(anchorOf).includes(anchor);
}

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}
