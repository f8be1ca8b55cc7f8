interface SlackPerson {
  readonly id: string;
  readonly displayName: string;
  readonly realName: string;
  readonly image: string;
  readonly isBot: boolean;
}

const pictures = 'https://avatars.example.com';

/** Those whom the published examples of Slack's events name. */
const people: readonly SlackPerson[] = [
  { id: 'W123ABC456', displayName: 'jane', realName: 'Jane Doe', image: `${pictures}/jane-72.png`, isBot: false },
  // No display name: Slack then shows the real one. The picture's name is a hash of an e-mail address.
  {
    id: 'U123456789',
    displayName: '',
    realName: 'Ravi Iyer',
    image: 'https://secure.gravatar.com/avatar/5d41402abc4b2a76b9719d911017c592.jpg?s=72',
    isBot: false,
  },
  { id: 'W987654321', displayName: '', realName: 'Community bot', image: `${pictures}/bot-72.png`, isBot: true },
];

const channels = [{ id: 'C123ABC456', name: 'general', is_private: false, is_archived: false }];

/** The answer of `users.info`. */
export function slackUser(id: string | undefined): object {
  const person = people.find((one) => one.id === id);
  if (person === undefined) return { ok: false, error: 'user_not_found' };
  const { displayName, realName, image, isBot } = person;
  const profile = {
    display_name: displayName,
    real_name: realName,
    image_72: image,
    email: `${person.id.toLowerCase()}@example.com`,
  };
  const user = { id, team_id: 'T123ABC456', name: 'x', deleted: false, real_name: realName, is_bot: isBot, profile };
  return { ok: true, user };
}

/** The answer of `conversations.info`. */
export function slackChannel(id: string | undefined): object {
  const channel = channels.find((one) => one.id === id);
  return channel === undefined ? { ok: false, error: 'channel_not_found' } : { ok: true, channel };
}
