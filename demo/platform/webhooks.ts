import { owner, type DemoPerson } from './people.ts';

/** The community ("server") every body names; the bridge's configuration names the same one. */
export const server = { id: '6502564c5c09c0a', name: "John's community" } as const;

/** The one channel people post in. */
export const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: 'general' } as const;

/** A webhook body as Returning.AI sends it, e-mail addresses included: the bridge must be seen to drop them. */
export interface Webhook {
  readonly owner: object;
  readonly user: { readonly id: string };
  readonly date: string;
  readonly event: { readonly name: string; readonly description: string };
  readonly server: { readonly id: string; readonly name: string };
}

export interface PostedMessage {
  readonly id: string;
  readonly text: string;
}

export function userJoins(person: DemoPerson, at: Date): Webhook {
  const { language, referredBy } = person;
  const user = {
    ...userOf(person),
    language,
    communityRole: ['@all'],
    ...(referredBy !== undefined && { referredBy }),
  };
  return envelope('User Joins Server', 'Triggers when a user joins the server', user, at);
}

export function userVisits(person: DemoPerson, at: Date): Webhook {
  return envelope('User Visits Server', 'Triggers when a user visits the server', userOf(person), at);
}

/** The platform does not publish this body: it is the envelope with a message as its REST answers spell one. */
export function messagePosted(person: DemoPerson, { id, text }: PostedMessage, at: Date): Webhook {
  const description = 'Triggers when a new message is posted to the channel';
  return {
    ...envelope('New Message Posted To channel', description, userOf(person), at),
    channel,
    message: { id, message: text, timestamp: at.toISOString() },
  } as Webhook;
}

function envelope(name: string, description: string, user: Webhook['user'], at: Date): Webhook {
  return { owner: ownerPart, user, date: at.toISOString(), event: { name, description }, server };
}

function userOf(person: DemoPerson) {
  const { id, firstName, lastName, username } = person;
  const name = `${firstName} ${lastName}`;
  return { id, firstName, lastName, name, avatar: '', email: emailOf(person), nicename: username, displayname: name };
}

export function emailOf({ username }: DemoPerson): string {
  return `${username}@example.com`;
}

const ownerPart = {
  id: owner.id,
  name: `${owner.firstName} ${owner.lastName}`,
  avatar: '',
  email: emailOf(owner),
};
