import { mkdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Bridge } from './bridge.ts';
import { loadConfig } from './config.ts';
import type { Environment } from './config-secrets.ts';
import { collections } from './domain/documents.ts';
import type { Log } from './log.ts';
import { readSettings, type Settings } from './settings.ts';
import { lockDataFolder } from './store/data-folder-lock.ts';
import { SqliteStore } from './store/sqlite.ts';

/** A bridge that listens. */
export interface RunningBridge {
  /** Where it answers, for instance `http://localhost:4400`. */
  readonly url: string;
  /** Stops taking requests, sends streams away, finishes what is under way, closes the store. */
  stop(): Promise<void>;
}

/** Streams that did not leave by then are cut off. */
const STOP_WITHIN_MS = 3000;

/**
 * Starts a bridge as the environment says.
 * @throws ConfigError, DataFolderInUseError, SettingsError, or what `listen` says of the port
 */
export async function runBridge(environment: Environment, log: Log): Promise<RunningBridge> {
  const settings = readSettings(environment);
  const config = await loadConfig(settings.configPath, environment);
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDataFolder(settings.dataDir);
  const store = new SqliteStore({
    path: join(settings.dataDir, 'bridge.sqlite'),
    collections: Object.values(collections),
    logEntries: config.logEntries,
    durability: config.durability,
    bootId: await readBootId(),
  });
  const bridge = new Bridge({ config, store, log, files: settings.files, heartbeatMs: settings.heartbeatMs });
  const server = createAdaptorServer({ fetch: bridge.app.fetch }) as Server;
  const letGo = async (): Promise<void> => {
    await store.close();
    unlock();
  };
  try {
    await listen(server, settings);
  } catch (error) {
    bridge.close();
    await letGo();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    stop: async () => {
      bridge.close();
      await closeServer(server);
      await letGo();
    },
  };
}

async function listen(server: Server, { port, host }: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, resolve);
  });
}

async function closeServer(server: Server): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cutOff);
}

// Linux only; elsewhere every start counts as one after a loss of power, which costs a reload of snapshots.
async function readBootId(): Promise<string | undefined> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  } catch {
    return undefined;
  }
}
