import { restKeys } from '../platform/rest/rest-app.ts';
import { restBaseUrls } from '../platform/rest/rest-server.ts';

interface DemoCommunity {
  readonly channels?: readonly { readonly frame?: string }[];
}

/**
 * The demo's configuration, with the stand-in platform's REST API for its communities' upstream, and its hosted pages
 * for their frames.
 * @param config what stands in demo/bridge.config.json, where the pages of channels have a port that is only a place
 */
export function withUpstream(config: { readonly communities: readonly DemoCommunity[] }, restPort: number): object {
  const { slack, ...baseUrls } = restBaseUrls(restPort);
  const { apiKey, badgesKey, botToken } = restKeys;
  const upstream = { returning: { apiKey, badgesKey, baseUrls }, slack: { botToken, baseUrl: slack } };
  const frames = { baseUrl: atPort('http://localhost', restPort) };
  const communities = config.communities.map(({ channels = [], ...community }) => ({
    ...community,
    upstream,
    frames,
    channels: channels.map(({ frame, ...channel }) =>
      frame === undefined ? channel : { ...channel, frame: atPort(frame, restPort) },
    ),
  }));
  return { ...config, communities };
}

function atPort(address: string, port: number): string {
  const url = new URL(address);
  url.port = String(port);
  return url.href.replace(/\/$/, '');
}
