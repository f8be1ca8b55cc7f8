import type { Mistake } from '../../schemas/decode.ts';
import type { CommunityOutline, ConfigOutline } from './outline.ts';

/** What is for members needs tokens that say who is one, and tokens need a secret. */
export function accessMistakes({ communities, embedTokens }: ConfigOutline): Mistake[] {
  if (embedTokens.signingSecrets.length > 0) return [];
  const [first] = communities.flatMap((community, index) => memberPlaces(community, `communities.${index}`));
  if (first === undefined) return [];
  return [{ path: 'embedTokens.signingSecrets', message: `needs one, because ${first} is "members"` }];
}

function memberPlaces({ visibility, shelf, boards, channels }: CommunityOutline, path: string): string[] {
  const places = [
    { visibility, path },
    { visibility: shelf?.visibility, path: `${path}.shelf` },
    ...boards.map((board, index) => ({ visibility: board.visibility, path: `${path}.boards.${index}` })),
    ...channels.map((channel, index) => ({ visibility: channel.visibility, path: `${path}.channels.${index}` })),
  ];
  return places.flatMap((place) => (place.visibility === 'members' ? [`${place.path}.visibility`] : []));
}
