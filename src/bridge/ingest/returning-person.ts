import type { Person } from '../../schemas/fact.ts';
import type { ReturningUser } from '../../schemas/returning-webhook.ts';
import { avatarOf } from './avatar.ts';
import { displayNameOf, usernameOf } from './clean-text.ts';

/** The person without their e-mail address, which may also stand where a name should. */
export function returningPerson(user: ReturningUser): Person {
  const username = usernameOf(user.nicename);
  const name = nameOf(user);
  const avatar = avatarOf(user.avatar);
  return {
    externalId: user.id,
    ...(username !== undefined && { username }),
    ...(name !== undefined && { name }),
    ...(avatar !== undefined && { avatar }),
  };
}

function nameOf({ displayname, name, firstName = '', lastName = '', nicename }: ReturningUser): string | undefined {
  return [displayname, name, `${firstName} ${lastName}`, nicename].map(displayNameOf).find((one) => one !== undefined);
}
