import { restKeys } from '../platform/rest/rest-app.ts';
import { restBaseUrls } from '../platform/rest/rest-server.ts';

/**
 * The demo's configuration, with the stand-in platform's REST API for its communities' upstream.
 * @param config what stands in demo/bridge.config.json
 */
export function withUpstream(config: { readonly communities: readonly object[] }, restPort: number): object {
  const { slack, ...baseUrls } = restBaseUrls(restPort);
  const { apiKey, badgesKey, botToken } = restKeys;
  const upstream = { returning: { apiKey, badgesKey, baseUrls }, slack: { botToken, baseUrl: slack } };
  return { ...config, communities: config.communities.map((community) => ({ ...community, upstream })) };
}
