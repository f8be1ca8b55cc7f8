import type { Message } from '../../schemas/messages.ts';

/** What comes within this time is told together. */
const GATHER_MS = 3000;

/** Which messages came that a feed's reader has not seen yet. */
export class NewMessages {
  /** How many. For who is at the newest message, and sees it: how many came of late. */
  count = 0;

  #newestAt: string | undefined;
  #seenAt = '';
  #gatherUntil = 0;
  #wasFollowing = true;

  /**
   * @param messages newest first
   * @returns whether some came since the last time
   */
  update(messages: readonly Message[], isFollowing: boolean): boolean {
    const newestAt = messages[0]?.sentAt ?? '';
    const lastAt = (this.#newestAt ??= this.#seenAt = newestAt);
    const hasNew = newestAt > lastAt;
    const now = Date.now();
    if (isFollowing ? hasNew && now > this.#gatherUntil : this.#wasFollowing) {
      this.#seenAt = lastAt;
      this.#gatherUntil = now + GATHER_MS;
    }
    this.#newestAt = newestAt;
    this.#wasFollowing = isFollowing;
    this.count = messages.filter(({ sentAt }) => sentAt > this.#seenAt).length;
    return hasNew;
  }
}
