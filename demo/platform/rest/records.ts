import { people, type DemoPerson } from '../people.ts';
import { channel, emailOf, type Webhook } from '../webhooks.ts';

/** A message as "Get Messages" spells it. */
export interface RestMessage {
  readonly id: string;
  readonly message: string;
  readonly user: { readonly user_id: string; readonly email: string };
  readonly channel: { readonly channel_id: string; readonly channel_name: string };
  readonly timestamp: string;
}

export interface RestUser {
  readonly person: DemoPerson;
  xp: number;
  coins: number;
  messages: number;
  visits: number;
  loginStreak: number;
}

/** A badge, with those who have it. */
export interface RestBadge {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly quantity: number;
  readonly holders: Set<string>;
}

const MAX_MESSAGES = 1000;

/** What the stand-in platform has in its books, and tells by its REST API. */
export class PlatformRecords {
  /** By id, in the order they joined. */
  readonly users = new Map<string, RestUser>();
  readonly badges: readonly RestBadge[];
  /** Newest first. */
  readonly messages: RestMessage[] = [];
  /** What was sent by REST: `{action, …body}`. */
  readonly sent: object[] = [];

  /** @param members who is there from the start; the demo's people else come as their webhooks tell */
  constructor(members: readonly DemoPerson[] = []) {
    this.badges = [
      { id: 'b3df14ee-0001', title: 'Early bird', description: 'Was here first.', quantity: 3, holders: new Set() },
      { id: 'b3df14ee-0002', title: 'Good host', description: 'Welcomes everyone.', quantity: 1, holders: new Set() },
    ];
    for (const [index, person] of members.entries()) {
      this.users.set(person.id, { person, xp: 100 + index, coins: index, messages: 0, visits: 0, loginStreak: 3 });
    }
  }

  /** Books what a webhook of ours tells. */
  note(webhook: Webhook): void {
    const user = this.#userOf(webhook.user.id);
    if (user === undefined) return;
    if (webhook.event.name === 'User Visits Server') {
      user.visits += 1;
      user.xp += 2;
    }
    if ('message' in webhook) this.#noteMessage(user, webhook.message as { id: string; message: string }, webhook.date);
  }

  find(idOrEmail: string): RestUser | undefined {
    return this.users.get(idOrEmail) ?? [...this.users.values()].find(({ person }) => emailOf(person) === idOrEmail);
  }

  #noteMessage(user: RestUser, { id, message }: { id: string; message: string }, timestamp: string): void {
    user.messages += 1;
    user.xp += 5;
    user.coins += 1;
    this.messages.unshift({
      id,
      message,
      user: { user_id: user.person.id, email: emailOf(user.person) },
      channel: { channel_id: channel.channel_id, channel_name: channel.name },
      timestamp,
    });
    this.messages.length = Math.min(this.messages.length, MAX_MESSAGES);
  }

  #userOf(id: string): RestUser | undefined {
    const person = people.find((one) => one.id === id);
    if (person !== undefined && !this.users.has(id)) {
      this.users.set(id, { person, xp: 10, coins: 0, messages: 0, visits: 0, loginStreak: 1 });
    }
    return this.users.get(id);
  }
}
