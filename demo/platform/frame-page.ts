import { Hono } from 'hono';

/** What the hosted widgets show, by their place in the address; a channel's page is one of them. */
const pages: Readonly<Record<string, { readonly title: string; readonly lines: readonly string[] }>> = {
  'channel-widget': {
    title: '🎬 Watch party',
    lines: ['Tonight at eight: the making of our spring release.', 'Bring questions, and something to drink.'],
  },
  'store-widget': {
    title: '🛍️ Community store',
    lines: ['Sticker set · 250 coins', 'Mug with your name · 900 coins', 'A day with the team · 5,000 coins'],
  },
  'milestone-widget': {
    title: '🏁 Milestones',
    lines: ['First message: reached', 'Ten days in a row: reached', 'Hundred replies: 64 of 100'],
  },
  'social-widget': { title: '📣 Social', lines: ['Share this week’s release and earn 50 points.'] },
  'currency-overview-widget': { title: '🪙 Your coins', lines: ['1,240 coins', '310 earned this week'] },
};

/** Plays a hosted widget: asks for a token, tells that it is ready, and how high it wants to be. */
const script = `
const tell = (message) => parent.postMessage(message, '*');
const visitor = document.querySelector('#visitor');
let tokens = 0;
addEventListener('message', ({ source, data }) => {
  const token = data?.value ?? data?.token;
  if (source !== parent || typeof token !== 'string') return;
  tokens += 1;
  visitor.textContent = 'Signed in, with token ' + tokens + '.';
});
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  tell({ type: 'WIDGET_HEIGHT_UPDATE', payload: { height } });
}).observe(document.documentElement);
document.querySelector('button').addEventListener('click', () => document.querySelector('ul').append(
  Object.assign(document.createElement('li'), { textContent: 'One more line, and the frame grows.' })));
tell({ type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' });
tell({ type: 'WIDGET_READY' });
`;

const style = `
body { margin: 0; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 0.5rem; font-size: 1.4rem; }
li { margin-block: 0.3rem; }
button { min-height: 2.5rem; padding-inline: 1rem; font: inherit; }
#visitor { opacity: 0.75; }
`;

/** The pages of the platform's hosted widgets, as they are framed. */
export function framePages(): Hono {
  return new Hono().get('/:widget/:id{[A-Za-z0-9_-]{1,64}}', (c, next) => {
    const page = pages[c.req.param('widget')];
    return page === undefined ? next() : c.html(pageOf(page, c.req.query('color')));
  });
}

function pageOf({ title, lines }: { title: string; lines: readonly string[] }, colour: string | undefined): string {
  const scheme = colour === 'light' || colour === 'dark' ? colour : 'light dark';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="${scheme}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>
<p id="visitor">Looking on as a guest.</p>
<button type="button">Add a line</button>
<script>${script}</script>
</body>
</html>`;
}
