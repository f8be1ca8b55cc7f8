import type { CommunityConfig } from '../schemas/config.ts';
import { onlyCommunity } from '../schemas/only-community.ts';
import type { BridgeConfig } from './config/config.ts';

/** The configured communities, by the names others know them by. */
export class Communities {
  readonly #byId: ReadonlyMap<string, CommunityConfig>;
  readonly #bySlackTeam: ReadonlyMap<string, CommunityConfig>;

  constructor({ communities }: Pick<BridgeConfig, 'communities'>) {
    this.#byId = new Map(communities.map((community) => [community.id, community]));
    this.#bySlackTeam = new Map(
      communities.flatMap((community) => community.slackTeams.map((team) => [team, community] as const)),
    );
  }

  find(id: string): CommunityConfig | undefined {
    return this.#byId.get(id);
  }

  /** As an address names it: by its id, or by `only` where there is no other. A community of that id goes first. */
  findNamed(name: string): CommunityConfig | undefined {
    const [first, ...others] = this;
    return this.find(name) ?? (name === onlyCommunity && others.length === 0 ? first : undefined);
  }

  ofSlackTeam(teamId: string): CommunityConfig | undefined {
    return this.#bySlackTeam.get(teamId);
  }

  [Symbol.iterator](): IterableIterator<CommunityConfig> {
    return this.#byId.values();
  }
}
