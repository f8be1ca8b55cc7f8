import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { richTextOf } from '../../../src/bridge/domain/rich-text.ts';
import { outline } from './rich-text-outline.ts';

const read = (text: string): string => outline(richTextOf({ text, format: 'slack-mrkdwn' }));

/** What a text becomes. */
const rows: readonly (readonly [title: string, texts: Readonly<Record<string, string>>])[] = [
  [
    'reads marks in pairs at the edges of words',
    {
      '*b* _i_ ~s~': 'strong("b") " " emphasis("i") " " strike("s")',
      '*b _i ~s~_*!': 'strong("b " emphasis("i " strike("s"))) "!"',
      '"*b*" (_i_), *b*:tada:*b*': '"\\"" strong("b") "\\" (" emphasis("i") "), " strong("b") emoji(🎉) strong("b")',
      '*größe*': 'strong("größe")',
    },
  ],
  [
    'leaves marks that pair with none as they are',
    {
      '2*3*4 snake_case_name a~b~c': '"2*3*4 snake_case_name a~b~c"',
      '* a * _ b _': '"* a * _ b _"',
      '*a\nb*': '"*a" ⏎ "b*"',
      '*a _b* c_': 'strong("a _b") " c_"',
      '** __ ~~': '"** __ ~~"',
      'größe*x*': '"größe*x*"',
      '𝒳*x*': '"𝒳*x*"',
    },
  ],
  [
    'reads code, and no markup in it',
    {
      '`a *b* &lt;i&gt; :tada:`': 'code(a *b* <i> :tada:)',
      '``` \n x\n```': 'code( \n x)',
      'see ```\nif (a) {\n  b\n}\n```done': '"see " ⏎ code(if (a) {\n  b\n}) ⏎ "done"',
      '`a\nb`': '"`a" ⏎ "b`"',
    },
  ],
  [
    'links to https addresses only',
    {
      '<https://a.invalid/?x=1&amp;y=2>': 'link(https://a.invalid/?x=1&y=2 )',
      '<https://a.invalid|a &amp; *b*>': 'link(https://a.invalid/ a & *b*)',
      '<http://a.invalid|plain> <http://a.invalid>': '"plain http://a.invalid"',
      '<mailto:a@b.invalid|write> <javascript:alert(1)|run> <data:text/html,x>': '"write run data:text/html,x"',
      '<https://user:pass@a.invalid|in>': '"in"',
    },
  ],
  [
    'keeps who is mentioned, and shows nothing of other ids',
    {
      '<@U012AB> <@W9|bob>!': 'mention(slack U012AB) " " mention(slack W9) "!"',
      '<#C01|general> <#C01> <#C01|>': '"#general #… #…"',
      '<!here> <!channel> <!subteam^S01|@team> <!subteam^S01>': '"@here @channel @team @subteam"',
      '<!date^1392734382^{date}|18 February>': '"18 February"',
      '`<@U012AB> <#C01|general> <https://a.invalid>`': 'code(@… #general https://a.invalid)',
      [`<@${'U'.repeat(200)}>`]: '"@…"',
    },
  ],
  [
    'shows emoji it knows, with skin tones',
    {
      ':tada: :+1::skin-tone-3: :man-shrugging::skin-tone-6:': 'emoji(🎉) " " emoji(👍🏼) " " emoji(🤷🏿‍♂️)',
      ':flag-nz: :flag-england:': 'emoji(🇳🇿) " " emoji(🏴󠁧󠁢󠁥󠁮󠁧󠁿)',
      ':party_parrot: 1:30:20 :constructor: :__proto__:': '":party_parrot: 1:30:20 :constructor: :__proto__:"',
    },
  ],
  [
    'keeps quotes and lists as lines',
    {
      '&gt; a\n&gt; *b*\nc': '"> a" ⏎ "> " strong("b") ⏎ "c"',
      '• a\n• b': '"• a" ⏎ "• b"',
      '\n\na\n\n\n\nb\n': '"a" ⏎ ⏎ "b"',
    },
  ],
  ['undoes what Slack escapes, once', { '&lt;b&gt; &amp;lt; &quot;': '"<b> &lt; &quot;"' }],
];

describe('richTextOf, of Slack mrkdwn', () => {
  for (const [title, texts] of rows) {
    it(title, () => assert.deepEqual(Object.fromEntries(Object.keys(texts).map((text) => [text, read(text)])), texts));
  }

  it('shows nothing of an id in a text that was cut', () => assert.equal(read('hello <@U012'), '"hello "'));
});
