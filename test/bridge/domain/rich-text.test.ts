import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  emojiText,
  mentionedIds,
  presentRichText,
  richTextOf,
  storedRichText,
  type StoredRichText,
} from '../../../src/bridge/domain/rich-text.ts';
import { MAX_NODES, MAX_TEXT_LENGTH, richText } from '../../../src/schemas/rich-text.ts';

const formats = ['slack-mrkdwn', 'returning-text'] as const;

type Node = StoredRichText[number];

function allNodes(body: readonly Node[]): Node[] {
  return body.flatMap((node) => ['children' in node ? allNodes(node.children) : [], node].flat());
}

function textOf(node: Node): string {
  return 'text' in node ? node.text : '';
}

/** Whatever the text was. */
function assertSound(body: StoredRichText): void {
  const nodes = allNodes(body);
  assert.ok(nodes.length <= MAX_NODES, `${nodes.length} pieces`);
  assert.ok(nodes.map(textOf).join('').length <= MAX_TEXT_LENGTH + nodes.length, 'more text than there was');
  for (const node of nodes) {
    assert.doesNotMatch(textOf(node), /[^\P{Cc}\t\n]/u);
    if ('children' in node) assert.notDeepEqual(node.children, []);
    if ('url' in node) assert.match(node.url, /^https:\/\//);
  }
  // Fits, and holds nothing that the schema does not name.
  assert.deepEqual(storedRichText.parse(body), body);
  const presented = presentRichText(body, () => 'Ada');
  assert.deepEqual(richText.parse(presented), presented);
}

const pieces = [
  ...[
    '*',
    '_',
    '~',
    '**',
    '~~',
    '`',
    '```',
    '<',
    '>',
    '<@U1>',
    '<#C1|a>',
    '<!here>',
    '|',
    ':',
    ':tada:',
    '&lt;',
    '&#1;',
  ],
  ...[
    '[',
    '](',
    ')',
    '![',
    'https://a.invalid',
    'javascript:',
    '\n',
    '\n\n',
    ' ',
    '    ',
    '# ',
    '- ',
    '1. ',
    '\\',
    '"',
  ],
  ...['<b>', '</b>', '<i>', '<a href="https://a.invalid">', '<a href=javascript:x>', '</a>', '<pre>', '<code>', '<p>'],
  ...['<script>', '</script>', '<style>', '</style>', '<!--', '-->', '<img src=https://a.invalid/b>', '<li>', '<ol>'],
  ...['a', 'ä', '𝒳', '👍🏽', '\ud800', '\u0000', '\u202e'],
];
const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 300,
    size: 'max',
  })
  .map((parts) => parts.join(''));

describe('richTextOf', () => {
  for (const format of formats) {
    it(`makes a tree that fits the wire of any text (${format})`, () => {
      fc.assert(
        fc.property(hostileText, (text) => assertSound(richTextOf({ text, format }))),
        { numRuns: 1000 },
      );
    });

    it(`makes it of the longest texts there can be, in a blink (${format})`, () => {
      for (const piece of [
        ...pieces,
        '*a ',
        'a* ',
        '*_~',
        '<a ',
        '[a](',
        '[a][a]',
        '<@',
        ':a',
        '&',
        '``` a ',
        'a`',
        '*a` `',
      ]) {
        const text = piece.repeat(MAX_TEXT_LENGTH / piece.length);
        const before = process.cpuUsage();
        assertSound(richTextOf({ text, format }));
        const { user, system } = process.cpuUsage(before);
        assert.ok(user + system < 1_000_000, `${JSON.stringify(piece)} repeated took ${user + system} µs`);
      }
    });

    it(`is empty for a text with nothing to see (${format})`, () => {
      for (const text of ['', ' ', '\n\n\n'])
        assert.equal(richTextOf({ text, format }).map(textOf).join('').trim(), '');
    });
  }

  it('keeps the text that has no markup to the letter, but for white space', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\p{N},;.?!()]{1,9}$/u), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.constantFrom(...formats), (parts, format) => {
        fc.pre(!/^\d+[.)]|https?/.test(parts.join(' ')));
        assert.equal(
          richTextOf({ text: parts.join(' '), format })
            .map(textOf)
            .join(''),
          parts.join(' '),
        );
      }),
    );
  });

  it('shows nothing of a script', () => {
    const inScript = fc.constantFrom(...pieces.filter((piece) => !piece.includes('<')));
    const script = fc.array(inScript).map((parts) => parts.join(''));
    fc.assert(
      fc.property(script, script, (before, after) => {
        const text = `a<script>${before} alert(1) ${after}</script>`;
        assert.doesNotMatch(JSON.stringify(richTextOf({ text, format: 'returning-text' })), /alert/);
      }),
    );
  });

  it('leaves out what goes beyond a limit, and keeps the rest', () => {
    const body = richTextOf({ text: '*a* '.repeat(2000), format: 'slack-mrkdwn' });
    assert.equal(allNodes(body).length, MAX_NODES);
    assert.deepEqual(body[0], { type: 'strong', children: [{ type: 'text', text: 'a' }] });
  });
});

describe('a mention', () => {
  const body = richTextOf({ text: '<@U1> *and _<@U2>_ <@U1>*', format: 'slack-mrkdwn' });

  it('tells whose names are to be looked up, each once, however deep', () => {
    assert.deepEqual(mentionedIds(body), [
      { source: 'slack', externalId: 'U1' },
      { source: 'slack', externalId: 'U2' },
    ]);
  });

  it('is shown by name, or as nobody in particular, and never by id', () => {
    const shown = presentRichText(body, (source, externalId) => (externalId === 'U1' ? `Ada of ${source}` : undefined));
    assert.deepEqual(shown[0], { type: 'mention', name: 'Ada of slack' });
    assert.deepEqual(JSON.stringify(shown).match(/"name":[^}]+/g), [
      '"name":"Ada of slack"',
      '"name":null',
      '"name":"Ada of slack"',
    ]);
    assert.doesNotMatch(JSON.stringify(shown), /U1|U2|externalId/);
  });
});

describe('emojiText', () => {
  it('is the character of a name, or the name as people type it', () => {
    assert.deepEqual(['tada', '+1', 'wave::skin-tone-2', 'party_parrot', 'toString'].map(emojiText), [
      '🎉',
      '👍',
      '👋🏻',
      ':party_parrot:',
      ':toString:',
    ]);
  });
});
