/** A page of a community in this language, with a board and a feed that a script tag brings to life. */
export function hostPage(language: string): string {
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <title>A host page</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/widgets.js" data-community-id="6502564c5c09c0a"></script>
  </head>
  <body>
    <returning-leaderboard board="top"></returning-leaderboard>
    <returning-message-feed channel-id="general"></returning-message-feed>
  </body>
</html>`;
}
