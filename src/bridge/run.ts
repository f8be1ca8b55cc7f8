import { join } from 'node:path';
import { Hono } from 'hono';
import {
  connectionAllowance,
  limitConnections,
  metricsConnections,
  type ConnectionAllowance,
} from './access/connection-limits.ts';
import { readOpenFilesLimit, streamAllowance } from './access/open-files.ts';
import { Bridge } from './bridge.ts';
import { createCommandContext, type RunningParts } from './commands/context.ts';
import { runCommand } from './commands/run-command.ts';
import { loadConfig, type BridgeConfig } from './config/config.ts';
import type { Environment } from './config/secrets.ts';
import { CONTROL_SOCKET } from './control/request.ts';
import { openControlSocket } from './control/socket.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { DeliveryWatch } from './delivery-watch.ts';
import { keepWidgets } from './files/widget-archive.ts';
import { createHttpServer } from './http-server.ts';
import { closeServer, listen } from './listen.ts';
import { errorFields, type Log } from './log.ts';
import type { FileFolders } from './routes/files.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { readSettings, type Settings } from './config/settings.ts';

/** A bridge that listens. */
export interface RunningBridge {
  /** Where it answers, for instance `http://localhost:4400`. */
  readonly url: string;
  /** Stops taking requests, sends streams away, finishes what is under way, closes the store. */
  stop(): Promise<void>;
}

/** Undone in reverse when the bridge stops, or does not start. */
type Undo = () => void | Promise<void>;

/**
 * Starts a bridge as the environment says.
 * @throws {DecodeError | ConfigError | OpenFilesError | DataFolderInUseError | WidgetFolderError | ListenError} whose message says what to do
 */
export async function runBridge(environment: Environment, log: Log): Promise<RunningBridge> {
  const settings = readSettings(environment);
  const config = await loadConfig(settings.configPath, environment);
  const openFiles = readOpenFilesLimit();
  const { streams, warning } = streamAllowance(config.limits.streams, openFiles);
  if (warning !== undefined) log.warn('few-open-files', { advice: warning });
  const undo: Undo[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const url = await start({ settings, config, streams, connections: connectionsOf(config, openFiles), log, undo });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Start {
  readonly settings: Settings;
  readonly config: BridgeConfig;
  readonly streams: number;
  readonly connections: ConnectionAllowance;
  readonly log: Log;
  readonly undo: Undo[];
}

function connectionsOf({ limits, server }: BridgeConfig, openFiles: number | undefined): ConnectionAllowance {
  const { streamsPerAddress } = limits;
  const { trustProxy } = server;
  const isBehindProxy = typeof trustProxy === 'number' ? trustProxy > 0 : trustProxy.length > 0;
  return connectionAllowance({ openFiles, streamsPerAddress, isBehindProxy });
}

async function start({ settings, config, streams, connections, log, undo }: Start): Promise<string> {
  const folder = await openDataFolder(settings.dataDir, config, log);
  undo.push(() => folder.letGo());
  const deliveries = new DeliveryWatch();
  const { heartbeatMs, port, host } = settings;
  const files = archived(settings.files, folder, log);
  const bridge = new Bridge({ config, store: folder.store, log: deliveries.tap(log), files, heartbeatMs, streams });
  undo.push(await openCommands(folder, config, { deliveries, bridge }, log));
  const server = createHttpServer(bridge.app.fetch);
  limitConnections(server, connections, (limit) => bridge.metrics.countLimited(limit));
  undo.push(
    () => closeServer(server),
    () => bridge.close(),
  );
  const url = await listen(server, { port, host, settings: { port: 'PORT', host: 'HOST' } });
  undo.unshift(...(await serveMetrics(bridge, config, log)));
  bridge.begin();
  return url;
}

function archived(files: FileFolders, { path }: DataFolder, log: Log): FileFolders {
  const archive = join(path, 'widgets');
  if (files.widgets !== undefined) keepWidgets(files.widgets, archive, log);
  return { ...files, archive };
}

async function serveMetrics(
  { metrics }: Bridge,
  { server: { metrics: place } }: BridgeConfig,
  log: Log,
): Promise<Undo[]> {
  if (place === undefined || !('port' in place)) return [];
  const server = createHttpServer(new Hono().route('/', metricsRoutes(metrics, undefined)).fetch);
  limitConnections(server, metricsConnections, (limit) => metrics.countLimited(limit));
  const settings = { port: 'server.metrics.port', host: 'server.metrics.host' };
  const url = await listen(server, { ...place, settings });
  log.info('metrics-ready', { url: `${url}/metrics` });
  return [() => closeServer(server)];
}

// A bridge that its command line can't speak to is better than none: a folder's path may be too long for a socket.
async function openCommands(
  { path, store }: DataFolder,
  config: BridgeConfig,
  running: RunningParts,
  log: Log,
): Promise<Undo> {
  const context = createCommandContext(config, store, running);
  try {
    return await openControlSocket({
      path: join(path, CONTROL_SOCKET),
      run: (command, call) => runCommand(command, call, context),
    });
  } catch (error) {
    log.warn('commands-unavailable', errorFields(error));
    return () => undefined;
  }
}
