import type { CommunityConfig } from '../schemas/config.ts';
import { Access } from './access/access.ts';
import { clientAddressReader } from './access/client-address.ts';
import { Limits } from './access/limits.ts';
import { DEFAULT_STREAMS } from './access/open-files.ts';
import { createApp } from './app.ts';
import { CommunityUpstream } from './community-upstream.ts';
import { Communities } from './communities.ts';
import type { BridgeConfig } from './config/config.ts';
import { HookIntake } from './hook-intake.ts';
import { Hub } from './live/hub.ts';
import { PeriodKeeper } from './period-keeper.ts';
import { followBadges } from './follow-badges.ts';
import { errorFields, type Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { Retention } from './retention/retention.ts';
import type { RouteContext } from './routes/context.ts';
import type { FileFolders } from './routes/files.ts';
import { ObservedStore } from './store/observed-store.ts';
import type { Store } from './store/store.ts';

export interface BridgeOptions {
  readonly config: BridgeConfig;
  readonly store: Store;
  readonly log: Log;
  readonly files: FileFolders;
  /** Epoch ms. */
  readonly clock?: () => number;
  /** How often a quiet stream hears from the bridge. Default 15 s. */
  readonly heartbeatMs?: number;
  /** How many streams there is room for. Default: as configured, else 10,000. */
  readonly streams?: number;
}

/** How long clients are spread over when the bridge stops. */
const RETURN_SPREAD_MS = 3000;

/** The bridge, put together: hooks in, snapshots and streams out. Whoever makes it listens, and closes the store. */
export class Bridge {
  readonly app: ReturnType<typeof createApp>;
  readonly metrics = new Metrics();
  readonly #hubs: ReadonlyMap<string, Hub>;
  readonly #periodKeeper: PeriodKeeper;
  readonly #upstreams: ReadonlyMap<string, CommunityUpstream>;
  readonly #retention: Retention;
  readonly #access: Access;
  readonly #unfollow: readonly (() => void)[];
  readonly #heartbeat: NodeJS.Timeout;
  readonly #clock: () => number;
  #isReady = true;

  constructor(options: BridgeOptions) {
    const { config, log, files, clock = Date.now, heartbeatMs = 15_000 } = options;
    const store = new ObservedStore(options.store, this.metrics);
    this.#clock = clock;
    const communities = new Communities(config);
    this.#hubs = perCommunity(communities, (community) => createHub(community, { store, log, clock, heartbeatMs }));
    this.#access = createAccess(config, { store, clock, communities });
    this.#upstreams = perCommunity(
      communities,
      (community) =>
        new CommunityUpstream({ community, keys: config.upstreamKeys.get(community.id), store, log, clock }),
    );
    this.#unfollow = [
      store.follow((space, epoch, entry) => this.#hubs.get(space)?.publish(epoch, entry)),
      followBadges(store, communities, (notice) => this.#upstreams.get(notice.community.id)?.followBadge(notice)),
    ];
    this.#periodKeeper = new PeriodKeeper({ communities, store, log });
    this.#retention = new Retention({ config: config.retention, communities, store, log });
    this.#heartbeat = setInterval(() => this.#beat(clock()), heartbeatMs);
    watch(this.metrics, this.#hubs, store);
    const context: RouteContext = {
      communities,
      store,
      access: this.#access,
      intake: new HookIntake(store, clock, ({ id }, fact) => this.#upstreams.get(id)?.follow(fact)),
      hubs: this.#hubs,
      hookSecrets: config.hookSecrets,
      encryptionKeys: config.encryptionKeys,
      slackSigningSecrets: config.slackSigningSecrets,
      metrics: this.metrics,
      metricsKey: config.metricsKey,
      limits: createLimits(options, this.metrics),
      addressOf: addressReader(config, log),
      basePath: config.server.basePath,
      log,
      clock,
      isReady: () => this.#isReady,
    };
    this.app = createApp(context, files);
  }

  /** Does what fell due while no bridge ran. To be called once requests are taken. */
  begin(): void {
    this.#periodKeeper.keep(this.#clock());
    for (const upstream of this.#upstreams.values()) upstream.start();
    this.#retention.keep(this.#clock());
  }

  /** Takes no new stream, and sends every open one away with a time to come back. */
  close(): void {
    this.#isReady = false;
    for (const unfollow of this.#unfollow) unfollow();
    this.#access.close();
    this.#retention.close();
    clearInterval(this.#heartbeat);
    for (const upstream of this.#upstreams.values()) upstream.close();
    for (const hub of this.#hubs.values()) hub.close(() => Math.round(Math.random() * RETURN_SPREAD_MS));
  }

  #beat(now: number): void {
    this.#periodKeeper.keep(now);
    this.#retention.keep(now);
    this.#access.streams.beat(now);
    for (const hub of this.#hubs.values()) hub.beat(now);
  }
}

function createAccess(
  { tokenSecrets }: BridgeConfig,
  { store, clock, communities }: { store: Store; clock: () => number; communities: Communities },
): Access {
  const hasCommunity = (id: string): boolean => communities.find(id) !== undefined;
  return new Access({ store, clock, hasCommunity, tokenSecrets });
}

function watch(metrics: Metrics, hubs: ReadonlyMap<string, Hub>, store: Store): void {
  metrics.watchHubs(hubs);
  metrics.watchStoreSize(() => store.size());
}

function perCommunity<Value>(
  communities: Communities,
  make: (community: CommunityConfig) => Value,
): ReadonlyMap<string, Value> {
  return new Map([...communities].map((community) => [community.id, make(community)]));
}

function createHub(
  community: CommunityConfig,
  { store, log, clock, heartbeatMs }: { store: Store; log: Log; clock: () => number; heartbeatMs: number },
): Hub {
  const onError = (error: unknown): void =>
    log.error('live-failed', { community: community.id, ...errorFields(error) });
  return new Hub({ store, community, heartbeatMs, clock, onError });
}

function createLimits({ config: { limits }, streams }: BridgeOptions, metrics: Metrics): Limits {
  return new Limits({
    config: limits,
    streams: streams ?? limits.streams ?? DEFAULT_STREAMS,
    onRefused: (limit) => metrics.countLimited(limit),
  });
}

function addressReader({ server: { trustProxy } }: BridgeConfig, log: Log): RouteContext['addressOf'] {
  const read = clientAddressReader(trustProxy);
  let isWarned = trustProxy !== 0;
  return (c) => {
    const forwardedFor = c.req.header('x-forwarded-for');
    if (forwardedFor !== undefined && !isWarned) {
      isWarned = true;
      log.warn('forwarded-for-ignored', { advice: 'Behind a proxy, all clients share its limits: set server.trustProxy.' }); // prettier-ignore
    }
    return read({ peer: c.env.incoming.socket.remoteAddress, forwardedFor });
  };
}
