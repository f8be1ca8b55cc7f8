import { readFile } from 'node:fs/promises';
import type { Secret } from '../../schemas/config.ts';
import type { Mistake } from '../../schemas/decode.ts';
import { fileProblem } from './file-problem.ts';
import { configOutline, type ConfigOutline } from './outline.ts';

/** The environment's variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ResolvedSecrets {
  readonly hookSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  readonly encryptionKeys: readonly { readonly secret: string; readonly communityId: string }[];
  readonly slackSigningSecrets: readonly string[];
  /** Of communities that link people by their e-mail addresses. */
  readonly emailSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  /** The first signs. */
  readonly tokenSecrets: readonly string[];
  /** Opens `/metrics`; undefined where no key does. */
  readonly metricsKey: string | undefined;
  readonly mistakes: readonly Mistake[];
}

interface SecretPlace {
  readonly secret: Secret | undefined;
  readonly path: string;
  readonly use: 'hook' | 'encryption' | 'slack' | 'token' | 'metrics' | 'email';
  /** Whose hooks it is for; empty where it is for none. */
  readonly communityId: string;
}

interface Resolved {
  readonly place: SecretPlace;
  readonly value?: string;
  readonly mistake?: string;
}

/**
 * At least this long, unless the configuration is a demo's. Slack's own have 32 characters; for HS256 a key may not be
 * shorter than the hash (RFC 7518, 3.2).
 */
const minLengths = { hook: 24, encryption: 32, slack: 24, token: 32, metrics: 24, email: 32 } as const;

const makers = {
  hook: '"openssl rand -hex 32"',
  encryption: '"openssl rand -hex 16"',
  slack: '"openssl rand -hex 32"',
  token: '"openssl rand -hex 32"',
  metrics: '"openssl rand -hex 32"',
  email: '"openssl rand -hex 32"',
} as const;

/** Looks up every secret of the file; what is wrong with one is told by its place, never by its value. */
export async function resolveSecrets(raw: unknown, environment: Environment): Promise<ResolvedSecrets> {
  const outline = configOutline.parse(raw);
  const resolved = await Promise.all(secretPlaces(outline).map((place) => resolve(place, environment, outline.demo)));
  return {
    hookSecrets: communitySecretsFor('hook', resolved),
    encryptionKeys: communitySecretsFor('encryption', resolved),
    emailSecrets: communitySecretsFor('email', resolved),
    slackSigningSecrets: secretsFor('slack', resolved),
    tokenSecrets: secretsFor('token', resolved),
    metricsKey: secretsFor('metrics', resolved)[0],
    mistakes: [
      ...resolved.flatMap(({ mistake, place: { path } }) =>
        mistake === undefined ? [] : [{ path, message: mistake }],
      ),
      ...sharedSecrets(resolved),
    ],
  };
}

function secretPlaces({ slack, embedTokens, server, communities }: ConfigOutline): SecretPlace[] {
  return [
    ...placesAt('slack.signingSecrets', 'slack', slack.signingSecrets),
    ...placesAt('embedTokens.signingSecrets', 'token', embedTokens.signingSecrets),
    { secret: server.metrics.key, path: 'server.metrics.key', use: 'metrics', communityId: '' },
    ...communities.flatMap(({ id, hookSecrets, encryption, linkByEmail }, index) => [
      ...placesAt(`communities.${index}.hookSecrets`, 'hook', hookSecrets, id),
      ...placesAt(`communities.${index}.encryption.keys`, 'encryption', encryption?.keys ?? [], id),
      {
        secret: linkByEmail?.secret,
        path: `communities.${index}.linkByEmail.secret`,
        use: 'email' as const,
        communityId: id ?? '',
      },
    ]),
  ];
}

function placesAt(
  path: string,
  use: SecretPlace['use'],
  secrets: readonly (Secret | undefined)[],
  communityId = '',
): SecretPlace[] {
  return secrets.map((secret, index) => ({ secret, path: `${path}.${index}`, use, communityId }));
}

function communitySecretsFor(
  use: SecretPlace['use'],
  resolved: readonly Resolved[],
): { readonly secret: string; readonly communityId: string }[] {
  return resolved.flatMap(({ value, place }) =>
    value === undefined || place.use !== use ? [] : [{ secret: value, communityId: place.communityId }],
  );
}

function secretsFor(use: SecretPlace['use'], resolved: readonly Resolved[]): string[] {
  return resolved.flatMap(({ value, place }) => (value === undefined || place.use !== use ? [] : [value]));
}

async function resolve(place: SecretPlace, environment: Environment, demo: boolean): Promise<Resolved> {
  if (place.secret === undefined) return { place };
  try {
    const value = await lookUp(place.secret, environment);
    const mistake = (demo ? undefined : weakness(value, place.use)) ?? misfit(value, place);
    return mistake === undefined ? { place, value } : { place, mistake };
  } catch (error) {
    return { place, mistake: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws {Error} that says where nothing was found */
export async function lookUp(secret: Secret, environment: Environment): Promise<string> {
  if (typeof secret === 'string') return secret;
  if ('file' in secret) return lookUpFile(secret.file);
  const value = environment[secret.env];
  if (value === undefined || value === '')
    throw new Error(`the environment has no ${secret.env}: set it where the bridge is started`);
  return value;
}

async function lookUpFile(path: string): Promise<string> {
  const value = (await readSecretFile(path)).trim();
  if (value === '') throw new Error(`the file ${path} is empty: put the secret in`);
  return value;
}

async function readSecretFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === 'absent') throw new Error(`there is no file ${path}: make it, or name another`, { cause: error });
    throw new Error(`the file ${path} can't be read: ${problem}`, { cause: error });
  }
}

function weakness(value: string, use: SecretPlace['use']): string | undefined {
  if (value.startsWith('demo-')) return "is a demo's secret: make your own, for instance with " + makers[use];
  if (value.length >= minLengths[use]) return undefined;
  return `is shorter than ${minLengths[use]} characters: make one, for instance with ${makers[use]}`;
}

/**
 * A hook secret is a part of an address; `openssl rand -base64`, for one, makes some that are not. The bytes of a key for
 * AES-256 are its 32 characters.
 */
function misfit(value: string, { use }: SecretPlace): string | undefined {
  if (use === 'encryption' && !/^[\x20-\x7e]{32}$/.test(value)) {
    return `must have 32 characters, all of them ASCII, for instance from ${makers.encryption}`;
  }
  if (use === 'metrics' && !/^[A-Za-z0-9._~+/=-]+$/.test(value)) {
    return `can't stand in an Authorization header: use letters and digits, for instance from ${makers.metrics}`;
  }
  if (use !== 'hook' || /^[A-Za-z0-9._~-]+$/.test(value)) return undefined;
  return 'can\'t stand in an address: use letters and digits, for instance from "openssl rand -hex 32"';
}

function sharedSecrets(resolved: readonly Resolved[]): Mistake[] {
  const first = new Map<string, string>();
  return resolved.flatMap(({ value, place: { path } }) => {
    if (value === undefined) return [];
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, path);
    return earlier === undefined ? [] : [{ path, message: `is the same secret as ${earlier}; each needs its own` }];
  });
}
