import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact } from '../schemas/fact.ts';
import type { Communities } from './communities.ts';
import type { BridgeConfig } from './config/config.ts';
import { HookIntake } from './hook-intake.ts';
import { emailHasher, type EmailHash } from './ingest/email-hash.ts';
import type { Log } from './log.ts';
import { PersonLinks } from './person-links.ts';
import type { Store } from './store/store.ts';

/** How facts are kept, and whose they are found to be: the same for a hook and for a dead letter that is read again. */
export interface FactKeeping {
  readonly intake: HookIntake;
  /** By community. */
  readonly links: ReadonlyMap<string, PersonLinks>;
  /** Of communities that link people by their e-mail addresses. */
  readonly emailHashes: ReadonlyMap<string, EmailHash>;
}

export interface FactKeepingOptions {
  readonly config: Pick<BridgeConfig, 'emailSecrets'>;
  readonly communities: Communities;
  readonly store: Store;
  readonly log: Log;
  /** Epoch ms. */
  readonly clock: () => number;
  /** Told of each fact that was new, once it is durable; must not throw. */
  readonly onKept?: (community: CommunityConfig, fact: Fact) => void;
}

export function createFactKeeping(options: FactKeepingOptions): FactKeeping {
  const { config, communities, store, log, clock, onKept } = options;
  const links = new Map(
    [...communities].map((community) => [community.id, new PersonLinks({ community, store, log, clock })]),
  );
  const emailHashes = new Map(config.emailSecrets.map((each) => [each.communityId, emailHasher(each.secret)]));
  return { intake: new HookIntake(store, clock, onKept, links), links, emailHashes };
}
