import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a widget's page is made of, as a parser sees it. */
export interface EmbedPageParts {
  /** The only one in its body. */
  readonly element: Tag;
  /** What its script tags load; '' for one that holds its script itself. */
  readonly scripts: readonly string[];
  readonly title: string;
  readonly language: string | undefined;
  readonly direction: string | undefined;
  readonly colorScheme: string | undefined;
  /** Of its style, as a policy names it. */
  readonly styleHash: string;
  readonly oembed: string | undefined;
}

const knownTags = ['html', 'head', 'meta', 'meta', 'meta', 'meta', 'title', 'base', 'style', 'script', 'body'];

/** Reads a widget's page. @throws {AssertionError} for one that holds a tag more than it should */
export function embedPage(text: string): EmbedPageParts {
  const { tags, texts } = parse(text);
  const find = (name: string): Tag | undefined => tags.find((tag) => tag.name === name);
  const [element, ...others] = tags.filter(({ name }) => name.startsWith('returning-'));
  assert.ok(element !== undefined && others.length === 0);
  const names = tags.map(({ name }) => name).filter((name) => !['link', element.name].includes(name));
  assert.deepEqual(names.toSorted(), knownTags.toSorted());
  return {
    element,
    scripts: tags.filter(({ name }) => name === 'script').map(({ attributes }) => attributes['src'] ?? ''),
    title: texts.get('title') ?? '',
    language: find('html')?.attributes['lang'],
    direction: find('html')?.attributes['dir'],
    colorScheme: tags.find(({ attributes }) => attributes['name'] === 'color-scheme')?.attributes['content'],
    styleHash: `sha256-${createHash('sha256')
      .update(texts.get('style') ?? '')
      .digest('base64')}`,
    oembed: find('link')?.attributes['href'],
  };
}

function parse(text: string): { tags: readonly Tag[]; texts: ReadonlyMap<string, string> } {
  const tags: Tag[] = [];
  const texts = new Map<string, string>();
  let open = '';
  const parser = new Parser({
    onopentag: (name, attributes) => {
      open = name;
      tags.push({ name, attributes: { ...attributes } });
    },
    ontext: (part) => texts.set(open, (texts.get(open) ?? '') + part),
    onclosetag: () => (open = ''),
  });
  parser.end(text);
  return { tags, texts };
}
