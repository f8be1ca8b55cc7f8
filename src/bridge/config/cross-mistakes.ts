import { sources } from '../../schemas/fact.ts';
import type { Mistake } from '../../schemas/decode.ts';
import { accessMistakes } from './access-mistakes.ts';
import { badgeMistakes } from './badge-mistakes.ts';
import { encryptionMistakes } from './encryption-mistakes.ts';
import { serverMistakes } from './server-mistakes.ts';
import { configOutline, type CommunityOutline, type ConfigOutline } from './outline.ts';

/** One name and where it stands. */
interface Place {
  readonly name: string | undefined;
  readonly path: string;
}

/** Mistakes between parts of the file, which no part shows by itself. */
export function crossMistakes(raw: unknown): Mistake[] {
  const outline = configOutline.parse(raw);
  const { communities, slack } = outline;
  return [
    ...repeated(communities.map(({ id }, index) => ({ name: id, path: `communities.${index}.id` }))),
    ...repeated(teamPlaces(communities)),
    ...communities.flatMap((community, index) => communityMistakes(community, `communities.${index}`)),
    ...unsignedTeams(communities, slack),
    ...accessMistakes(outline),
    ...serverMistakes(raw),
  ];
}

function communityMistakes(community: CommunityOutline, path: string): Mistake[] {
  const { boards, channels, badges, encryption, links } = community;
  return [
    ...repeated(boards.map(({ slug }, index) => ({ name: slug, path: `${path}.boards.${index}.slug` }))),
    ...repeated(channels.map(({ id }, index) => ({ name: id, path: `${path}.channels.${index}.id` }))),
    ...repeated(badges.map(({ id }, index) => ({ name: id, path: `${path}.badges.${index}.id` }))),
    ...sources.flatMap((source) =>
      repeated(
        channels.flatMap((channel, index) =>
          channel[source].map((name) => ({ name, path: `${path}.channels.${index}.${source}` })),
        ),
      ),
    ),
    ...sources.flatMap((source) =>
      repeated(links.map((link, index) => ({ name: link[source], path: `${path}.links.${index}.${source}` }))),
    ),
    ...encryptionMistakes(encryption, `${path}.encryption`),
    ...badgeMistakes(community, path),
    ...boards.flatMap((board, index) => boardMistakes(board, `${path}.boards.${index}`)),
  ];
}

function boardMistakes(
  { periods, defaultPeriod, metric, points }: CommunityOutline['boards'][number],
  path: string,
): Mistake[] {
  const mistakes = repeated(periods.map((name) => ({ name, path: `${path}.periods` })));
  if (periods.length > 0 && !periods.includes(defaultPeriod ?? 'all-time')) {
    const message = `${defaultPeriod ?? 'all-time (the default)'} is not one of the board's periods: add it there, or set another`;
    mistakes.push({ path: `${path}.defaultPeriod`, message });
  }
  if ((metric === 'xp' || metric === 'coins') && periods.join() !== 'all-time') {
    const message = `must be ["all-time"]: the platform tells ${metric} as a whole, not by day, week or month`;
    mistakes.push({ path: `${path}.periods`, message });
  }
  if (points !== undefined && metric !== undefined && metric !== 'points') {
    mistakes.push({
      path: `${path}.points`,
      message: `counts only with the metric "points", and this one is "${metric}"`,
    });
  }
  return mistakes;
}

function unsignedTeams(communities: readonly CommunityOutline[], slack: ConfigOutline['slack']): Mistake[] {
  if (slack.signingSecrets.length > 0 || !communities.some(({ slackTeams }) => slackTeams.length > 0)) return [];
  return [{ path: 'slack.signingSecrets', message: 'needs one, because a community names slackTeams' }];
}

function teamPlaces(communities: readonly CommunityOutline[]): Place[] {
  return communities.flatMap(({ slackTeams }, index) =>
    slackTeams.map((name) => ({ name, path: `communities.${index}.slackTeams` })),
  );
}

function repeated(places: readonly Place[]): Mistake[] {
  const first = new Map<string, string>();
  return places.flatMap(({ name, path }) => {
    if (name === undefined) return [];
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, path);
    return earlier === undefined ? [] : [{ path, message: `"${name}" stands already at ${earlier}` }];
  });
}
