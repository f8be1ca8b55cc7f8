export interface Welcome {
  /** The bridge's address, without a slash at its end. */
  readonly url: string;
  readonly hookUrl: string;
  readonly communityId: string;
  readonly dataDir: string;
}

export function welcome({ url, hookUrl, communityId, dataDir }: Welcome): string {
  return `
The demo is running: ${url}

  Open in a browser
    ${url}/                           the playground
    ${url}/demo/pages/plain.html      the widgets in a plain page
    ${url}/demo/pages/cms.html        in a page with the odd styles of a CMS
    ${url}/demo/pages/dark.html       in a dark page
    ${url}/demo/pages/rtl.html        in an Arabic page
    ${url}/demo/pages/bootstrap.html  in a page that switches its theme as Bootstrap does
    ${url}/demo/pages/strict.html     in a page with a strict content security policy

  Set the playground's rows to 20, send a webhook yourself, and watch Jane Doe join at the end of the board
    curl -i ${hookUrl} -H 'content-type: application/json' --data-binary @test/fixtures/user-joins-server.json
    curl ${url}/v1/communities/${communityId}/leaderboards/top

A stand-in platform keeps sending webhooks. The bridge keeps its data in ${dataDir}. Ctrl-C ends all of it.
`;
}
