import type { BadgeNotice } from './follow-badges.ts';
import { errorFields, type Log } from './log.ts';

export interface BadgeMirrorOptions {
  /** The platform's badges; `ReturningBadgesApi` fits. */
  readonly platform: {
    award(badgeId: string, userId: string): Promise<void>;
    remove(badgeId: string, userId: string): Promise<void>;
  };
  /** The platform's id of a member; undefined for whom it does not know. */
  readonly userIdOf: (member: string) => Promise<string | undefined>;
  readonly log: Log;
}

/**
 * Gives and takes on the platform what is given and taken here, in the same order. What the platform refuses is logged and
 * left: its badges have a quantity, so that an award which may have been carried out is never sent twice.
 */
export class BadgeMirror {
  readonly #options: BadgeMirrorOptions;
  #last: Promise<void> = Promise.resolve();

  constructor(options: BadgeMirrorOptions) {
    this.#options = options;
  }

  /** Never waits for the platform. A badge that the platform does not have is passed over. */
  follow(notice: BadgeNotice): void {
    const { returning: badgeId } = notice.badge;
    if (badgeId !== undefined) this.#last = this.#last.then(() => this.#mirror(notice, badgeId));
  }

  /** Resolves when all that was followed so far is through. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #mirror({ change, community, badge, member }: BadgeNotice, badgeId: string): Promise<void> {
    const { platform, userIdOf, log } = this.#options;
    const fields = { community: community.id, badge: badge.id, change };
    try {
      const userId = await userIdOf(member);
      if (userId === undefined) return;
      await (change === 'awarded' ? platform.award(badgeId, userId) : platform.remove(badgeId, userId));
      log.info('badge-mirrored', fields);
    } catch (error) {
      log.warn('badge-not-mirrored', { ...fields, ...errorFields(error) });
    }
  }
}
