import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Access } from '../access/access.ts';
import type { Limits } from '../access/limits.ts';
import type { ChannelConfig, CommunityConfig } from '../../schemas/config.ts';
import type { Communities } from '../communities.ts';
import type { NamedChannel } from '../domain/channels.ts';
import type { HookIntake } from '../hook-intake.ts';
import type { EmailHash } from '../ingest/email-hash.ts';
import type { Hub } from '../live/hub.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Readiness } from '../readiness.ts';
import type { Store } from '../store/store.ts';

/** What Hono hands to every handler here: Node's own request and response. */
export interface NodeEnv {
  Bindings: HttpBindings;
}

/** The parts of the bridge that routes speak to. */
export interface RouteContext {
  readonly communities: Communities;
  /** A channel with what the platform calls it where the configuration does not say. */
  readonly named: (community: CommunityConfig, channel: ChannelConfig) => NamedChannel;
  readonly store: Store;
  readonly access: Access;
  readonly intake: HookIntake;
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly hookSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  readonly encryptionKeys: readonly { readonly secret: string; readonly communityId: string }[];
  readonly slackSigningSecrets: readonly string[];
  /** Of communities that link people by their e-mail addresses, by their id. */
  readonly emailHashes: ReadonlyMap<string, EmailHash>;
  readonly metrics: Metrics;
  /** Where `/metrics` is opened by a key. */
  readonly metricsKey: string | undefined;
  readonly limits: Limits;
  /** The client's address, seen through the proxies that are trusted. */
  readonly addressOf: (c: Context<NodeEnv>) => string;
  /** What stands before the bridge's own paths; empty: nothing. */
  readonly basePath: string;
  /** Where the world reaches the bridge, base path included; undefined where nobody said. */
  readonly publicUrl: string | undefined;
  readonly log: Log;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly readiness: Readiness;
}
