import { AccessKeys } from '../access/keys.ts';
import type { Bridge } from '../bridge.ts';
import { Communities } from '../communities.ts';
import type { BridgeConfig } from '../config/config.ts';
import { DeadLetters } from '../dead-letters.ts';
import type { DeliveryWatch } from '../delivery-watch.ts';
import { createFactKeeping, type FactKeeping } from '../fact-keeping.ts';
import { createLog } from '../log.ts';
import type { SqliteStore } from '../store/sqlite.ts';
import type { CommandContext } from './command.ts';

/** What there is only where a bridge runs. */
export interface RunningParts {
  readonly deliveries: DeliveryWatch;
  readonly bridge: Pick<Bridge, 'upstreamOf' | 'linksOf' | 'keeping'>;
}

/** What commands need, made from a configuration and an open store. */
export function createCommandContext(config: BridgeConfig, store: SqliteStore, running?: RunningParts): CommandContext {
  const communities = new Communities(config);
  const hasCommunity = (id: string): boolean => communities.find(id) !== undefined;
  const keeping = running?.bridge.keeping ?? keepingWithoutBridge(config, communities, store);
  return {
    communities,
    store,
    deliveries: running?.deliveries,
    upstreamOf: running && ((id) => running.bridge.upstreamOf(id)),
    linksOf: running && ((id) => running.bridge.linksOf(id)),
    keys: new AccessKeys({ store, clock: Date.now, hasCommunity }),
    deadLetters: new DeadLetters({ store, communities, keeping }),
  };
}

/** People are told apart and made one as in a bridge; the platforms are asked nothing. */
function keepingWithoutBridge(config: BridgeConfig, communities: Communities, store: SqliteStore): FactKeeping {
  return createFactKeeping({ config, communities, store, log: createLog(process.stderr), clock: Date.now });
}
