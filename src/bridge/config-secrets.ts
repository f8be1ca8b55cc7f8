import { readFile } from 'node:fs/promises';
import type { Secret } from '../schemas/config.ts';
import type { Mistake } from '../schemas/decode.ts';
import { configOutline } from './config-outline.ts';

/** The environment's variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ResolvedSecrets {
  readonly hookSecrets: readonly { readonly secret: string; readonly communityId: string }[];
  readonly slackSigningSecrets: readonly string[];
  readonly mistakes: readonly Mistake[];
}

interface SecretPlace {
  readonly secret: Secret | undefined;
  readonly path: string;
  /** Undefined for a Slack signing secret. */
  readonly communityId: string | undefined;
}

interface Resolved {
  readonly place: SecretPlace;
  readonly value?: string;
  readonly mistake?: string;
}

/** At least this long, unless the configuration is a demo's. Slack's own have 32 characters. */
const MIN_LENGTH = 24;

/** Looks up every secret of the file; what is wrong with one is told by its place, never by its value. */
export async function resolveSecrets(raw: unknown, environment: Environment): Promise<ResolvedSecrets> {
  const { demo, slack, communities } = configOutline.parse(raw);
  const places: SecretPlace[] = [
    ...slack.signingSecrets.map((secret, index) => ({
      secret,
      path: `slack.signingSecrets.${index}`,
      communityId: undefined,
    })),
    ...communities.flatMap(({ id, hookSecrets }, community) =>
      hookSecrets.map((secret, index) => ({
        secret,
        path: `communities.${community}.hookSecrets.${index}`,
        communityId: id ?? '',
      })),
    ),
  ];
  const resolved = await Promise.all(places.map((place) => resolve(place, environment, demo)));
  return {
    hookSecrets: resolved.flatMap(({ value, place: { communityId } }) =>
      value === undefined || communityId === undefined ? [] : [{ secret: value, communityId }],
    ),
    slackSigningSecrets: resolved.flatMap(({ value, place }) =>
      value === undefined || place.communityId !== undefined ? [] : [value],
    ),
    mistakes: [
      ...resolved.flatMap(({ mistake, place: { path } }) =>
        mistake === undefined ? [] : [{ path, message: mistake }],
      ),
      ...sharedSecrets(resolved),
    ],
  };
}

async function resolve(place: SecretPlace, environment: Environment, demo: boolean): Promise<Resolved> {
  if (place.secret === undefined) return { place };
  try {
    const value = await lookUp(place.secret, environment);
    const mistake = demo ? undefined : weakness(value);
    return mistake === undefined ? { place, value } : { place, mistake };
  } catch (error) {
    return { place, mistake: error instanceof Error ? error.message : String(error) };
  }
}

async function lookUp(secret: Secret, environment: Environment): Promise<string> {
  if (typeof secret === 'string') return secret;
  if ('file' in secret) return (await readFile(secret.file, 'utf8')).trim();
  const value = environment[secret.env];
  if (value === undefined || value === '') throw new Error(`the environment has no ${secret.env}`);
  return value;
}

function weakness(value: string): string | undefined {
  if (value.startsWith('demo-')) return 'is a demo\'s secret: make your own, for instance with "openssl rand -hex 32"';
  if (value.length >= MIN_LENGTH) return undefined;
  return `is shorter than ${MIN_LENGTH} characters: make one, for instance with "openssl rand -hex 32"`;
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
