import type { Message } from '../../schemas/messages.ts';

/** What comes within this time is told together. */
const GATHER_MS = 3000;

/** What was there at some time. */
interface Known {
  readonly ids: ReadonlySet<string>;
  readonly oldestAt: string;
}

/** Which messages came that a feed's reader has not seen yet. */
export class NewMessages {
  /** How many. For who is at the newest message, and sees it: how many came of late. */
  count = 0;

  #last: Known | undefined;
  #seen: Known | undefined;
  #gatherUntil = 0;
  #wasFollowing = true;

  /**
   * @param messages newest first
   * @returns whether some came since the last time
   */
  update(messages: readonly Message[], isFollowing: boolean): boolean {
    const last = this.#last;
    const hasNew = countNew(messages, last) > 0;
    const now = Date.now();
    if (isFollowing ? hasNew && now > this.#gatherUntil : this.#wasFollowing) {
      this.#seen = last;
      this.#gatherUntil = now + GATHER_MS;
    }
    this.#last = {
      ids: new Set(messages.map(({ id }) => id)),
      oldestAt: messages.at(-1)?.sentAt ?? last?.oldestAt ?? '',
    };
    this.#wasFollowing = isFollowing;
    this.count = countNew(messages, this.#seen);
    return hasNew;
  }
}

/** How many were not there then; those of an older page are not new. */
function countNew(messages: readonly Message[], then: Known | undefined): number {
  return then ? messages.filter(({ id, sentAt }) => !then.ids.has(id) && sentAt > then.oldestAt).length : 0;
}
