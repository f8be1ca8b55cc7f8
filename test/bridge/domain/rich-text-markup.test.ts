import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { richTextOf } from '../../../src/bridge/domain/rich-text.ts';
import { outline } from './rich-text-outline.ts';

const read = (text: string): string => outline(richTextOf({ text, format: 'returning-text' }));

/** What a text becomes. */
const rows: readonly (readonly [title: string, texts: Readonly<Record<string, string>>])[] = [
  [
    'reads Markdown',
    {
      'a **b** _c_ ~~d~~ `e`': '"a " strong("b") " " emphasis("c") " " strike("d") " " code(e)',
      '**a _b ~~c~~_**': 'strong("a " emphasis("b " strike("c")))',
      '# Title\ntext': 'strong("Title") ⏎ ⏎ "text"',
      '```js\nif (a<b)\n  c\n```': 'code(if (a<b)\n  c)',
      '[label **x**](https://a.invalid)': 'link(https://a.invalid/ label x)',
      '![a cat](https://a.invalid/cat.png)': 'image(https://a.invalid/cat.png a cat)',
      'see https://a.invalid/x.': '"see " link(https://a.invalid/x https://a.invalid/x) "."',
    },
  ],
  [
    'reads HTML',
    {
      '<p>a</p><p>b<br>c</p>': '"a" ⏎ ⏎ "b" ⏎ "c"',
      '<b>a <i>b</i></b><del>c</del>': 'strong("a " emphasis("b")) strike("c")',
      '<div>a</div><div>b</div>': '"a" ⏎ "b"',
      '<ul><li>a</li><li>b</li></ul><ol><li>c<li>d</ol>': '"• a" ⏎ "• b" ⏎ ⏎ "1. c" ⏎ "2. d"',
      '<a href="https://a.invalid">b <b>c</b></a>': 'link(https://a.invalid/ b c)',
      '<pre>a\n  b</pre>': 'code(a\n  b)',
      '<span style="color:red" class="x">a</span> <font>b</font>': '"a b"',
      'a &amp; b &lt;i&gt;': '"a & b <i>"',
    },
  ],
  [
    'reads HTML and Markdown mixed',
    { '<b>a</b> **b** <i>**c**</i>': 'strong("a") " " strong("b") " " emphasis(strong("c"))' },
  ],
  [
    'leaves plain text as it is',
    {
      'a\r\nb\rc\n': '"a" ⏎ "b" ⏎ "c"',
      '- a\n- b\n> c\n1986. What a year': '"- a" ⏎ "- b" ⏎ "> c" ⏎ "1986. What a year"',
      'text\n---\n    indented': '"text" ⏎ "---" ⏎ "indented"',
      '[a]: https://a.invalid': '"[a]: " link(https://a.invalid/ https://a.invalid)',
      'if a < b && c > d': '"if a < b && c > d"',
      'an Array<string> of <name>s': '"an Array<string> of <name>s"',
      'write to a@b.invalid or www.a.invalid': '"write to a@b.invalid or www.a.invalid"',
    },
  ],
  [
    'makes text of what would do harm',
    {
      '<script>alert(1)</script>a<style>b{}</style>': '"a"',
      '<img src=x onerror=alert(1)>a': '"a"',
      '<img src="data:image/png;base64,AA" alt="b">': '"b"',
      '<a href="javascript:alert(1)">a</a> [b](javascript:alert(1))': '"a [b](javascript:alert(1))"',
      '<a href="&#106;avascript:alert(1)" onclick="x()">a</a>': '"a"',
      '<a href="java\nscript:alert(1)">a</a><a href="//a.invalid">b</a><a>c</a>': '"abc"',
      '<svg onload=alert(1)><circle/></svg><iframe src="https://a.invalid"></iframe>a': '"<circle/>a"',
      '<b onmouseover="alert(1)" style="position:fixed">a</b>': 'strong("a")',
      '<!-- a --><form action="https://a.invalid"><input value="b"><button>c</button></form>': '"c"',
      'a&#0;&#1;\u0007b': '"a��b"',
    },
  ],
  [
    'minds no tag that is not closed, or closed in another',
    {
      '<b>a <i>b': 'strong("a " emphasis("b"))',
      '<b>a<i>b</b>c</i>': 'strong("a" emphasis("b")) "c"',
      '<b><b>a</b>b</b>c': 'strong("ab") "c"',
      '<a href="https://a.invalid">b<a href="https://c.invalid">d</a>e':
        'link(https://a.invalid/ b) link(https://c.invalid/ d) "e"',
      '</b></p>a<b></b>': '"a"',
    },
  ],
];

describe('richTextOf, of text that may be plain, Markdown or HTML', () => {
  for (const [title, texts] of rows) {
    it(title, () => assert.deepEqual(Object.fromEntries(Object.keys(texts).map((text) => [text, read(text)])), texts));
  }
});
