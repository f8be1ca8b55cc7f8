import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { richTextOf } from '../../../src/bridge/domain/rich-text.ts';
import { MAX_TEXT_LENGTH, richText } from '../../../src/schemas/rich-text.ts';

const plain = (text: string) => richTextOf({ externalId: 'm', text, format: 'returning-text' });
const slack = (text: string) => richTextOf({ externalId: 'm', text, format: 'slack-mrkdwn' });

describe('richTextOf', () => {
  it('keeps markup as the text it is', () => {
    assert.deepEqual(plain('<b>hi</b> <script>'), [{ type: 'text', text: '<b>hi</b> <script>' }]);
  });

  it('breaks lines at every kind of line end', () => {
    assert.deepEqual(
      plain('a\r\nb\rc\n').map((node) => (node.type === 'text' ? node.text : node.type)),
      ['a', 'break', 'b', 'break', 'c', 'break'],
    );
  });

  it('undoes what Slack escapes, once', () => {
    assert.deepEqual(slack('&lt;b&gt; &amp;lt;'), [{ type: 'text', text: '<b> &lt;' }]);
  });

  it('leaves entities of other platforms alone', () => {
    assert.deepEqual(plain('&lt;'), [{ type: 'text', text: '&lt;' }]);
  });

  it('fits the wire however long the text and however many its lines', () => {
    for (const text of ['\n'.repeat(MAX_TEXT_LENGTH * 2), 'x'.repeat(MAX_TEXT_LENGTH * 2), 'a\n'.repeat(5000)]) {
      assert.ok(richText.safeParse(plain(text)).success);
    }
  });

  it('is empty for an empty text', () => {
    assert.deepEqual(plain(''), []);
  });
});
