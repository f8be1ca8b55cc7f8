import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readChoices } from '../../../demo/playground/choices.ts';
import { snippetOf } from '../../../demo/playground/markup.ts';

const source = { origin: 'http://localhost:4400', communityId: '6502564c5c09c0a' };

/** The snippet for a form with these fields. */
function snippet(fields: Record<string, unknown>): string {
  return snippetOf(readChoices({ live: 'on', ...fields }), source);
}

describe('the playground’s snippet', () => {
  it('holds the script tag and the elements, and nothing that is a default', () => {
    assert.equal(
      snippet({ board: 'top', period: '', rows: '10', messages: '20', width: '800', radius: '8', space: '12' }),
      [
        '<script type="module" src="http://localhost:4400/widgets.js" data-community-id="6502564c5c09c0a"></script>',
        '<returning-leaderboard board="top"></returning-leaderboard>',
        '<returning-message-feed channel-id="general"></returning-message-feed>',
      ].join('\n'),
    );
  });

  it('follows the choices for attributes', () => {
    const text = snippet({ board: 'messages', period: 'weekly', rows: '5', messages: '7', live: undefined });
    assert.match(text, /<returning-leaderboard board="messages" period="weekly" limit="5" live="off">/);
    assert.match(text, /<returning-message-feed channel-id="general" limit="7" live="off">/);
  });

  it('follows the choices for colours and sizes', () => {
    const text = snippet({ scheme: 'dark', width: '400', radius: '0', space: '6', accent: '#b0246b' });
    assert.equal(
      text.slice(text.indexOf('<style>')),
      [
        '<style>',
        '  returning-leaderboard,',
        '  returning-message-feed {',
        '    color-scheme: dark;',
        '    max-width: 400px;',
        '    --returning-radius: 0px;',
        '    --returning-space: 6px;',
        '    --returning-accent: #b0246b;',
        '  }',
        '</style>',
      ].join('\n'),
    );
  });
});

describe('the playground’s choices', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['an emptied number', { rows: '', messages: '' }],
    ['a number out of range', { rows: '0', messages: '101', width: '9000' }],
    ['a fraction', { rows: '1.5', radius: '0.5' }],
    ['markup where a word belongs', { board: '"><script>', period: '<b>', scheme: 'url(x)', accent: 'red;}' }],
  ];
  for (const [title, fields] of cases) {
    it(`are the defaults for ${title}`, () => {
      assert.equal(snippet(fields), snippet({}));
    });
  }
});
