import type { HttpBindings } from '@hono/node-server';
import type { Communities } from '../communities.ts';
import type { HookCounts } from '../hook-counts.ts';
import type { HookIntake } from '../hook-intake.ts';
import type { Hub } from '../live/hub.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

/** What Hono hands to every handler here: Node's own request and response. */
export interface NodeEnv {
  Bindings: HttpBindings;
}

/** The parts of the bridge that routes speak to. */
export interface RouteContext {
  readonly communities: Communities;
  readonly store: Store;
  readonly intake: HookIntake;
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly hookSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  readonly slackSigningSecrets: readonly string[];
  readonly counts: HookCounts;
  readonly log: Log;
  /** Epoch ms. */
  readonly clock: () => number;
  /** False once the bridge has begun to stop. */
  readonly isReady: () => boolean;
}
