import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod/mini';
import { bridgeConfig } from '../src/schemas/config.ts';
import { decode } from '../src/schemas/decode.ts';
import { wholeNumberText } from '../src/schemas/primitives.ts';
import { withUpstream } from './start/demo-config.ts';
import { accessKeyFor, tradeForToken } from './start/access-key.ts';
import { freePort, isPortTaken } from './start/port.ts';
import { runDemo } from './start/run-demo.ts';
import { openSite, type Site } from './start/site-server.ts';
import { welcome } from './start/welcome.ts';

const root = join(import.meta.dirname, '..');
const configFile = join(root, 'demo/bridge.config.json');
const pagesDir = join(root, 'dist/playground');
const widgetsDir = join(root, 'dist/cdn');

/** So that the demo begins with something to show. */
const PAST_EVENTS = 80;

const environment = z.object({
  PORT: z._default(wholeNumberText(0, 65_535), 4400),
  DATA_DIR: z._default(z.string().check(z.minLength(1)), join(root, '.data')),
});

process.exit(await main());

async function main(): Promise<number> {
  const { PORT: port, DATA_DIR: dataDir } = decode(environment, process.env, 'the environment');
  if (await isPortTaken(port)) return fail(`Port ${port} is taken: end what uses it, or run "PORT=4500 npm start".`);
  const missing = [pagesDir, widgetsDir].find((folder) => !existsSync(folder));
  if (missing !== undefined) return fail(`${relative(root, missing)} is missing: run "npm run build" first.`);
  return await run(port, dataDir);
}

async function run(port: number, dataDir: string): Promise<number> {
  const { communityId, hookSecret } = readConfig();
  const restPort = await freePort();
  const hookUrlOf = (url: string) => `${url}/hooks/returning/${hookSecret}`;
  const place = { DATA_DIR: dataDir, CONFIG: writeConfig(dataDir, restPort) };
  let site: Site | undefined;
  const code = await runDemo({
    bridge: {
      // The bridge's store is node:sqlite, which Node 24 announces as experimental.
      args: ['--disable-warning=ExperimentalWarning', join(root, 'src/bridge/main.ts')],
      env: { ...place, PORT: '0', HOST: '127.0.0.1', PAGES_DIR: pagesDir, WIDGETS_DIR: widgetsDir },
    },
    platform: (url) => ({
      args: [join(root, 'demo/platform/main.ts')],
      env: { HOOK_URL: hookUrlOf(url), REST_PORT: `${restPort}`, PAST_EVENTS: `${PAST_EVENTS}` },
    }),
    onReady: async (bridgeUrl) => {
      site = await openDemoSite(port, bridgeUrl, place);
      const { url } = site;
      console.log(welcome({ url, hookUrl: hookUrlOf(url), communityId, dataDir }));
    },
    print: console.log,
    signal: interrupted(),
  });
  await site?.close();
  return code;
}

/** The site whose members the demo's visitors can be. It asks for an access key once somebody is. */
async function openDemoSite(port: number, bridgeUrl: string, env: { DATA_DIR: string; CONFIG: string }): Promise<Site> {
  let key: ReturnType<typeof accessKeyFor> | undefined;
  const file = join(env.DATA_DIR, 'demo.key.json');
  const site: Site = await openSite({
    port,
    bridgeUrl,
    tokenFor: async (username) => {
      key ??= accessKeyFor({ cli: join(root, 'src/bridge/cli.ts'), env, origin: site.url, file });
      return await tradeForToken(bridgeUrl, await key, username);
    },
  });
  return site;
}

function readConfig(): { communityId: string; hookSecret: string } {
  const json: unknown = JSON.parse(readFileSync(configFile, 'utf8'));
  const [community] = decode(bridgeConfig, json, 'demo/bridge.config.json').communities;
  const hookSecret = community?.hookSecrets[0];
  if (!community || typeof hookSecret !== 'string')
    throw new Error('demo/bridge.config.json needs a hook secret as text.');
  return { communityId: community.id, hookSecret };
}

/** @returns the path of the configuration with the stand-in's REST API, whose port is another each time */
function writeConfig(dataDir: string, restPort: number): string {
  const path = join(dataDir, 'demo.config.json');
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as { communities: object[] };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(withUpstream(config, restPort)));
  return path;
}

/** SIGHUP: the terminal was closed. */
function interrupted(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

function fail(line: string): number {
  console.error(line);
  return 1;
}
