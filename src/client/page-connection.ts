import { Backoff } from './backoff.ts';
import { BridgeClient } from './bridge-client.ts';
import { communityUrl, type BridgeAddress } from './bridge-reader.ts';
import { systemClock } from './clock.ts';
import type { LiveConnection } from './live-connection.ts';
import { pageState } from './page-state.ts';
import type { LiveSubscriber } from './subscriptions.ts';
import type { TokenSession } from './token-session.ts';

type Connections = Map<string, Promise<LiveConnection>>;

/**
 * The one connection of this page to a community, or of this visitor where there are tokens. Its code is loaded when
 * the first widget wants to be live, so that no first paint waits for it. Nothing needs releasing: it opens a stream with
 * its first subscriber and closes it some seconds after the last one left; an idle connection holds no timer, listener
 * or stream. Rejects when its code can't be loaded; asking again tries again.
 */
export function pageConnection(address: BridgeAddress): Promise<LiveConnection> {
  const connections = connectionsOf(address.session);
  const key = communityUrl(address);
  const known = connections.get(key);
  if (known) return known;
  const connection = connect(address);
  connections.set(key, connection);
  connection.catch(() => connections.delete(key));
  return connection;
}

/**
 * Follows a topic on the page's connection, and tries again, ever more seldom, where its code can't be loaded.
 * @returns what ends it; calling it again does nothing
 */
export function followTopic(address: BridgeAddress, subscriber: LiveSubscriber): () => void {
  const backoff = new Backoff();
  let isOver = false;
  let end = (): void => {};
  const follow = async (): Promise<void> => {
    const connection = await pageConnection(address).catch(() => undefined);
    if (isOver) return;
    if (connection) end = connection.subscribe(subscriber);
    else {
      subscriber.onState('stale');
      end = systemClock.after(backoff.nextDelayMs(), () => void follow());
    }
  };
  subscriber.onState('connecting');
  void follow();
  return () => {
    isOver = true;
    end();
  };
}

async function connect(address: BridgeAddress): Promise<LiveConnection> {
  const { LiveConnection } = await import('./later.ts');
  return new LiveConnection(new BridgeClient(address));
}

function connectionsOf(session: TokenSession | undefined): Connections {
  const { connections, sessionConnections } = pageState();
  if (!session) return connections;
  const own: Connections = sessionConnections.get(session) ?? new Map<string, Promise<LiveConnection>>();
  sessionConnections.set(session, own);
  return own;
}
