import { BridgeClient, communityUrl, type BridgeAddress } from './bridge-client.ts';
import { LiveConnection } from './live-connection.ts';
import { pageState } from './page-state.ts';

/**
 * The one connection of this page to a community. Nothing needs releasing: it opens a stream with its first subscriber
 * and closes it some seconds after the last one left; an idle connection holds no timer, listener or stream.
 */
export function pageConnection(address: BridgeAddress): LiveConnection {
  const { connections } = pageState();
  const key = communityUrl(address);
  const known = connections.get(key);
  if (known) return known;
  const connection = new LiveConnection(new BridgeClient(address));
  connections.set(key, connection);
  return connection;
}
