import './zod-messages.ts';
import { readFile } from 'node:fs/promises';
import { bridgeConfig, type BridgeConfigFile, type CommunityConfig } from '../../schemas/config.ts';
import type { LimitsConfig, RetentionConfig, ServerConfig } from '../../schemas/operation-config.ts';
import { decode, DecodeError, describeMistake, type Mistake } from '../../schemas/decode.ts';
import { crossMistakes } from './cross-mistakes.ts';
import { fileProblem } from './file-problem.ts';
import { resolveSecrets, type Environment } from './secrets.ts';
import { resolveUpstreamKeys } from './upstream-keys.ts';
import { describeJsonError } from '../ingest/parse-json.ts';
import type { UpstreamKeys } from '../upstream/upstream.ts';

/** The configuration as the bridge uses it: checked, defaults filled in, secrets in place. */
export interface BridgeConfig {
  readonly communities: readonly CommunityConfig[];
  /** Hook secrets by community. */
  readonly hookSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  /** The keys of encrypted hooks, by community. */
  readonly encryptionKeys: readonly { readonly secret: string; readonly communityId: string }[];
  readonly slackSigningSecrets: readonly string[];
  /** Of communities that link people by their e-mail addresses. */
  readonly emailSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  /** Sign the embed tokens, the first of them; none: there are no embed tokens. */
  readonly tokenSecrets: readonly string[];
  /** The keys of the platforms' own APIs, by community. */
  readonly upstreamKeys: ReadonlyMap<string, UpstreamKeys>;
  readonly logEntries: number;
  readonly durability: 'normal' | 'full';
  readonly server: ServerConfig;
  /** Opens `/metrics`; undefined where no key does. */
  readonly metricsKey: string | undefined;
  readonly limits: LimitsConfig;
  readonly retention: RetentionConfig;
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
  const {
    hookSecrets,
    encryptionKeys,
    slackSigningSecrets,
    emailSecrets,
    tokenSecrets,
    metricsKey,
    mistakes: secretMistakes,
  } = await resolveSecrets(raw, environment);
  const { upstreamKeys, mistakes: keyMistakes } = await resolveUpstreamKeys(raw, environment);
  const all = [...mistakes, ...crossMistakes(raw), ...secretMistakes, ...keyMistakes];
  if (file === undefined || all.length > 0) throw new ConfigError(path, all);
  const { communities, logEntries, durability, server, limits, retention } = file;
  return {
    communities,
    hookSecrets,
    encryptionKeys,
    slackSigningSecrets,
    emailSecrets,
    tokenSecrets,
    upstreamKeys,
    logEntries,
    durability,
    server,
    metricsKey,
    limits,
    retention,
  };
}

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(path, [{ path: '', message: `is not JSON: ${describeJsonError(text)}` }]);
  }
}

async function readText(path: string): Promise<string> {
  try {
    // Some editors begin a file with a byte order mark, which is no JSON (RFC 8259, section 8.1, lets readers ignore it).
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const problem = fileProblem(error);
    const message =
      problem === 'absent' ? 'there is no such file: make it, or name another by CONFIG' : `can't be read: ${problem}`;
    throw new ConfigError(path, [{ path: '', message }]);
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
