import './zod-messages.ts';
import { readFile } from 'node:fs/promises';
import { bridgeConfig, type BridgeConfigFile, type CommunityConfig } from '../schemas/config.ts';
import { decode, DecodeError, describeMistake, type Mistake } from '../schemas/decode.ts';
import { crossMistakes } from './config-mistakes.ts';
import { resolveSecrets, type Environment } from './config-secrets.ts';

/** The configuration as the bridge uses it: checked, defaults filled in, secrets in place. */
export interface BridgeConfig {
  readonly communities: readonly CommunityConfig[];
  /** Hook secrets by community. */
  readonly hookSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  readonly slackSigningSecrets: readonly string[];
  readonly logEntries: number;
  readonly durability: 'normal' | 'full';
}

/** The configuration can't be used. The message lists every mistake with its place, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';
  readonly mistakes: readonly Mistake[];

  constructor(path: string, mistakes: readonly Mistake[]) {
    const lines = mistakes.map((mistake) => `  - ${describeMistake(mistake)}`);
    super(`${path} can't be used. Mend these and start again:\n${lines.join('\n')}`);
    this.mistakes = mistakes;
  }
}

/**
 * Reads and checks the configuration file.
 * @param environment where `{"env": "NAME"}` secrets are looked up
 * @throws {ConfigError} with all mistakes at once
 */
export async function loadConfig(path: string, environment: Environment): Promise<BridgeConfig> {
  const raw = await readJson(path);
  const { file, mistakes } = decodeFile(raw);
  const secrets = await resolveSecrets(raw, environment);
  const all = [...mistakes, ...crossMistakes(raw), ...secrets.mistakes];
  if (file === undefined || all.length > 0) throw new ConfigError(path, all);
  const { communities, logEntries, durability } = file;
  return { communities, logEntries, durability, ...secrets };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(path, [{ path: '', message: `not readable as JSON: ${reason}` }]);
  }
}

function decodeFile(raw: unknown): { file?: BridgeConfigFile; mistakes: readonly Mistake[] } {
  try {
    return { file: decode(bridgeConfig, raw, 'the configuration'), mistakes: [] };
  } catch (error) {
    if (error instanceof DecodeError) return { mistakes: error.mistakes };
    throw error;
  }
}
