import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readChoices } from '../../../demo/playground/choices.ts';
import { snippetOf, type SnippetKind } from '../../../demo/playground/snippet.ts';
import { embedWidgets, type EmbedName } from '../../../src/bridge/routes/embed/widgets.ts';

const source = { origin: 'http://localhost:4400', communityId: '6502564c5c09c0a' };

/** The snippet for a form with these fields, of whom nobody is signed in. */
function snippet(fields: Record<string, unknown>, kind: SnippetKind = 'html'): string {
  return snippetOf(kind, readChoices({ live: 'on', viewer: 'nobody', ...fields }), source);
}

describe('the playground’s snippet', () => {
  it('holds the script tag and the elements, and nothing that is a default', () => {
    assert.equal(
      snippet({ board: 'top', period: '', rows: '10', messages: '20', width: '800', radius: '8', space: '12' }),
      [
        '<script type="module" src="http://localhost:4400/widgets.js" data-community-id="6502564c5c09c0a"></script>',
        '<returning-leaderboard board="top" token-url="/demo/token"></returning-leaderboard>',
        '<returning-badge-shelf limit="8" token-url="/demo/token"></returning-badge-shelf>',
        '<returning-message-feed channel-id="general" token-url="/demo/token"></returning-message-feed>',
        '<returning-channel channel-id="watch-party" height="320" token-url="/demo/token"></returning-channel>',
      ].join('\n'),
    );
  });

  it('follows the choices for attributes', () => {
    const text = snippet({ board: 'messages', period: 'weekly', rows: '5', messages: '7', live: undefined });
    assert.match(
      text,
      /<returning-leaderboard board="messages" period="weekly" limit="5" live="off" token-url="\/demo\/token">/,
    );
    assert.match(text, /<returning-message-feed channel-id="general" limit="7" live="off" token-url="\/demo\/token">/);
  });

  it('says theme, language and who is signed in at each element', () => {
    const text = snippet({ theme: 'dark', locale: 'de', viewer: 'amara' });
    assert.equal(text.match(/ theme="dark" locale="de" token-url="\/demo\/token\?as=amara"[ >]/g)?.length, 4);
  });

  it('links the chosen look', () => {
    assert.match(
      snippet({ look: 'paper' }),
      /<link rel="stylesheet" href="http:\/\/localhost:4400\/looks\/paper.css">/,
    );
  });

  it('follows the choices for colours and sizes', () => {
    const text = snippet({ width: '400', radius: '0', space: '6', accent: '#b0246b' });
    assert.equal(
      text.slice(text.indexOf('<style>')),
      [
        '<style>',
        '  returning-leaderboard,',
        '  returning-badge-shelf,',
        '  returning-message-feed,',
        '  returning-channel {',
        '    max-width: 400px;',
        '    --returning-radius: 0px;',
        '    --returning-space: 6px;',
        '    --returning-accent: #b0246b;',
        '  }',
        '</style>',
      ].join('\n'),
    );
  });

  it('for npm imports and configures', () => {
    const text = snippet({ look: 'midnight' }, 'npm');
    assert.match(text, /import 'returning-widgets\/define';\nimport 'returning-widgets\/looks\/midnight.css';/);
    assert.match(text, /configure\(\{ apiUrl: 'http:\/\/localhost:4400', communityId: '6502564c5c09c0a' \}\);/);
  });

  it('for frames names what a frame takes, and nobody who is signed in', () => {
    const text = snippet({ theme: 'dark', viewer: 'amara' }, 'frame');
    assert.match(text, /<iframe src="http:\/\/localhost:4400\/embed\/leaderboard\?board=top&amp;theme=dark" /);
    assert.doesNotMatch(text, /token/);
  });

  it('for frames gives each the height it needs and a title in words, and says what is left out', () => {
    const text = snippet({ rows: '5', periods: 'on' }, 'frame');
    const height = (query: string, name: EmbedName): number =>
      embedWidgets[name].heightPx(Object.fromEntries(new URLSearchParams(query)));
    assert.ok(
      text.includes(`title="Leaderboard" width="600" height="${height('limit=5&period-options=all', 'leaderboard')}"`),
    );
    assert.ok(text.includes(`title="Messages" width="600" height="${height('', 'message-feed')}"`));
    assert.match(text, /<!--.*badge shelf.*channel.*-->/s);
  });
});

describe('the playground’s choices', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['an emptied number', { rows: '', messages: '' }],
    ['a number out of range', { rows: '0', messages: '101', width: '9000' }],
    ['a fraction', { rows: '1.5', radius: '0.5' }],
    [
      'markup where a word belongs',
      { board: '"><script>', period: '<b>', theme: 'url(x)', look: '../x', accent: 'red;}' },
    ],
  ];
  for (const [title, fields] of cases) {
    it(`are the defaults for ${title}`, () => {
      assert.equal(snippet(fields), snippet({}));
    });
  }
});
