import { AccessKeys } from '../access/keys.ts';
import type { Bridge } from '../bridge.ts';
import { Communities } from '../communities.ts';
import type { BridgeConfig } from '../config/config.ts';
import { DeadLetters } from '../dead-letters.ts';
import type { DeliveryWatch } from '../delivery-watch.ts';
import { HookIntake } from '../hook-intake.ts';
import type { SqliteStore } from '../store/sqlite.ts';
import type { CommandContext } from './command.ts';

/** What there is only where a bridge runs. */
export interface RunningParts {
  readonly deliveries: DeliveryWatch;
  readonly bridge: Pick<Bridge, 'upstreamOf' | 'linksOf'>;
}

/** What commands need, made from a configuration and an open store. */
export function createCommandContext(config: BridgeConfig, store: SqliteStore, running?: RunningParts): CommandContext {
  const communities = new Communities(config);
  const hasCommunity = (id: string): boolean => communities.find(id) !== undefined;
  return {
    communities,
    store,
    deliveries: running?.deliveries,
    upstreamOf: running && ((id) => running.bridge.upstreamOf(id)),
    linksOf: running && ((id) => running.bridge.linksOf(id)),
    keys: new AccessKeys({ store, clock: Date.now, hasCommunity }),
    deadLetters: new DeadLetters({ store, communities, intake: new HookIntake(store, Date.now) }),
  };
}
