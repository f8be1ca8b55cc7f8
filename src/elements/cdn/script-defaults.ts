import { configure, settings } from '../../client/settings.ts';
import { webAddress } from '../../client/web-address.ts';
import { onlyCommunity } from '../../schemas/only-community.ts';

/**
 * Sets the page's defaults from the script tag that loaded a CDN file: its `data-api-url` and `data-community-id`.
 * Without the first, the bridge is taken to be where the file came from; without the second, the bridge's only community
 * is meant. What is already set stays, unless the tag says otherwise. @param scriptUrl the file's own `import.meta.url`
 */
export function applyScriptDefaults(scriptUrl: string): void {
  const { apiUrl, communityId } = findScript(scriptUrl)?.dataset ?? {};
  const known = settings();
  configure({
    apiUrl: apiUrl ? webAddress(apiUrl) : (known.apiUrl ?? bridgeOf(scriptUrl)),
    communityId: communityId || (known.communityId ?? onlyCommunity),
  });
}

/** A bridge serves its files at its address, and those of one version at `w/{version}/` below. Undefined for what is no address: the widgets then say that theirs is missing. */
function bridgeOf(scriptUrl: string): string | undefined {
  return webAddress('.', scriptUrl)?.replace(/\/w\/\d+\.\d+\.\d+[^/]*\/$/, '/');
}

function findScript(url: string): HTMLScriptElement | undefined {
  return [...document.scripts].find((script) => script.src === url);
}
