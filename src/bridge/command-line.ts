import { join } from 'node:path';
import { checkBridge } from './commands/check.ts';
import { createCommandContext } from './commands/context.ts';
import { runCommand } from './commands/run-command.ts';
import { commands } from './commands/table.ts';
import { loadConfig, type BridgeConfig } from './config/config.ts';
import type { Environment } from './config/secrets.ts';
import { askBridge } from './control/client.ts';
import { CONTROL_SOCKET } from './control/request.ts';
import { openDataFolder } from './data-folder.ts';
import { readSettings, type Settings } from './config/settings.ts';

/** What a command line is run with. */
export interface CommandLine {
  /** The command, and what follows it. */
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly cwd: string;
  readonly print: (line: string) => void;
}

export const usage = `Usage: returning-widgets start                     runs the bridge
       returning-widgets check [--watch]           checks the configuration, prints the hook addresses; shows deliveries
       returning-widgets keys make|list|revoke     access keys, for your servers
       returning-widgets dead-letters list|replay|delete
                                                   hooks that could not be read
       returning-widgets erase MEMBER              takes a person out, everywhere
       returning-widgets link MEMBER SOURCE:ID     makes one member of a person known to both platforms
       returning-widgets import FILE --board SLUG  fills a board from a CSV file
       returning-widgets import --users            fills boards of xp and coins with all the platform's users
       returning-widgets import --channel ID       fills a channel with its past messages
       returning-widgets recount                   counts boards and badges anew, after a change of their rules
       returning-widgets backup FILE               copies the database, also while the bridge runs
Settings come from the environment: CONFIG, PORT, HOST, DATA_DIR, …`;

/** Runs any command but `start`. @returns the exit code: 2 for a command there is not */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const [command = '', ...args] = line.args;
  if (command !== 'check' && (!Object.hasOwn(commands, command) || command === 'watch')) {
    line.print(usage);
    return command === 'help' || command === '--help' ? 0 : 2;
  }
  const settings = readSettings(line.environment);
  const config = await loadConfig(settings.configPath, line.environment);
  if (command === 'check') return (await check(args, settings, config, line)) ? 0 : 1;
  return (await runBeside(command, args, settings, config, line)) ? 0 : 1;
}

async function check(args: readonly string[], settings: Settings, config: BridgeConfig, line: CommandLine) {
  line.print(`${settings.configPath} is good.`);
  const isReady = await checkBridge({ config, port: settings.port, print: line.print });
  return args.includes('--watch') ? runBeside('watch', [], settings, config, line) : isReady;
}

/** In the bridge that runs, or here where none does. */
async function runBeside(
  command: string,
  args: readonly string[],
  { dataDir }: Settings,
  config: BridgeConfig,
  { cwd, print }: CommandLine,
): Promise<boolean> {
  const answer = await askBridge(join(dataDir, CONTROL_SOCKET), { command, args: [...args], cwd }, print);
  if (answer !== undefined) return answer;
  const { store, letGo } = await openDataFolder(dataDir, config);
  try {
    const call = { args, cwd, print, signal: new AbortController().signal };
    return await runCommand(command, call, createCommandContext(config, store));
  } finally {
    await letGo();
  }
}
