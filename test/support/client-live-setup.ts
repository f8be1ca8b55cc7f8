import type { TestContext } from 'node:test';
import { BridgeClient } from '../../src/client/bridge-client.ts';
import { LiveConnection } from '../../src/client/live-connection.ts';
import { TokenSession, type GetToken } from '../../src/client/token-session.ts';
import { EventServer, type EventRequest } from './client-event-server.ts';
import { Recorder } from './client-recorder.ts';
import { FakeClock } from './fake-clock.ts';
import { FakePage } from './fake-page.ts';

/** A real connection to a real server, on a clock and a page moved by hand. Jitter is at its longest. */
export class LiveSetup {
  readonly clock = new FakeClock();
  readonly page = new FakePage();
  readonly server: EventServer;
  readonly connection: LiveConnection;

  private constructor(server: EventServer, getToken: GetToken | undefined) {
    this.server = server;
    const { clock, page } = this;
    const session = getToken && new TokenSession(getToken, clock);
    const client = new BridgeClient({ apiUrl: server.apiUrl, communityId: 'c1', session }, { clock });
    this.connection = new LiveConnection(client, { clock, page, random: () => 1 });
  }

  static async start(test: TestContext, getToken?: GetToken): Promise<LiveSetup> {
    const server = await EventServer.start();
    const setup = new LiveSetup(server, getToken);
    test.after(async () => {
      setup.connection.close();
      await server.stop();
    });
    return setup;
  }

  subscribe(topic: string, cursor: string): Recorder & { readonly unsubscribe: () => void } {
    const recorder = new Recorder(topic, cursor);
    return Object.assign(recorder, { unsubscribe: this.connection.subscribe(recorder) });
  }

  /** Lets subscriptions of the same moment gather, and answers with the request that follows. */
  async gathered(): Promise<EventRequest> {
    this.clock.advance(50);
    return this.server.next();
  }

  /** One subscriber with its stream begun. */
  async live(topic: string, cursor: string): Promise<{ readonly subscriber: Recorder; readonly stream: EventRequest }> {
    const subscriber = this.subscribe(topic, cursor);
    const stream = await this.gathered();
    stream.hello();
    await subscriber.until('state live');
    return { subscriber, stream };
  }
}
