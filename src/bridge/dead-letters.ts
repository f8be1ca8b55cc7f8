import * as z from 'zod/mini';
import { describeMistake } from '../schemas/decode.ts';
import { sources, type Fact } from '../schemas/fact.ts';
import type { Communities } from './communities.ts';
import type { FactOutcome } from './domain/fact-context.ts';
import { collections } from './domain/documents.ts';
import type { FactKeeping } from './fact-keeping.ts';
import { readReturning } from './ingest/returning.ts';
import { readSlack } from './ingest/slack.ts';
import type { Json, Store } from './store/store.ts';

const deadLetterDocument = z.object({
  platform: z.enum(sources),
  body: z.unknown(),
  /** Epoch ms. */
  receivedAt: z.int(),
});

export interface DeadLetter {
  readonly key: string;
  readonly platform: (typeof sources)[number];
  readonly receivedAt: number;
  /** Why today's readers can't read it; undefined when they can. */
  readonly problem: string | undefined;
}

/** What came of a letter that was read again. */
export type ReplayOutcome = FactOutcome | 'unknown' | { readonly problem: string };

export interface DeadLettersOptions {
  readonly store: Store;
  readonly communities: Communities;
  /** The running bridge's where one runs: what follows from a hook follows from a letter too. */
  readonly keeping: FactKeeping;
}

/** What a letter tells, once it can be read. */
interface Told {
  readonly fact: Fact;
  /** Of the person's e-mail address, where the community links by it. */
  readonly emailHash: string | undefined;
}

const PAGE = 100;

/** The hooks that passed the door and could not be read. */
export class DeadLetters {
  readonly #store: Store;
  readonly #communities: Communities;
  readonly #keeping: FactKeeping;

  constructor({ store, communities, keeping }: DeadLettersOptions) {
    this.#store = store;
    this.#communities = communities;
    this.#keeping = keeping;
  }

  /** All of a community's letters, in the order of their keys. */
  async *list(communityId: string): AsyncGenerator<DeadLetter> {
    for (let after = ''; ;) {
      const page = await this.#store.scan(communityId, collections.deadLetters, { after, limit: PAGE });
      for (const { key, value } of page) yield this.#describe(key, value, communityId);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.key;
    }
  }

  /** Reads a letter with today's readers. It keeps its date and its claim: what came in by another way since is not counted twice. */
  async replay(communityId: string, key: string): Promise<ReplayOutcome> {
    const community = this.#communities.find(communityId);
    const value = await this.#find(communityId, key);
    if (community === undefined || value === undefined) return 'unknown';
    const told = this.#read(value, communityId);
    if ('problem' in told) return told;
    const outcome = await this.#keeping.intake.keepFact(community, told.fact, told.emailHash);
    // Nothing else holds the address by which members become one: a merge that is cut short begins again with the letter.
    await this.#keeping.links.get(communityId)?.settled();
    await this.delete(communityId, key);
    return outcome;
  }

  /** @returns false when there is no such letter */
  async delete(communityId: string, key: string): Promise<boolean> {
    if ((await this.#find(communityId, key)) === undefined) return false;
    await this.#store.upkeep(communityId, { removed: { documents: [{ collection: collections.deadLetters, key }] } });
    return true;
  }

  async #find(communityId: string, key: string): Promise<Json | undefined> {
    const view = await this.#store.read(communityId, [
      () => ({ documents: [{ collection: collections.deadLetters, key }] }),
    ]);
    return view.document(collections.deadLetters, key);
  }

  #describe(key: string, value: Json, communityId: string): DeadLetter {
    const { platform, receivedAt } = deadLetterDocument.parse(value);
    const told = this.#read(value, communityId);
    return { key, platform, receivedAt, problem: 'problem' in told ? told.problem : undefined };
  }

  #read(value: Json, communityId: string): Told | { readonly problem: string } {
    const { platform, body, receivedAt } = deadLetterDocument.parse(value);
    const hashOf = this.#keeping.emailHashes.get(communityId);
    const reading = platform === 'returning' ? readReturning(body, receivedAt, hashOf) : readSlack(body, receivedAt);
    if (reading.type === 'unreadable') return { problem: reading.mistakes.map(describeMistake).join('; ') };
    if (reading.type !== 'fact') return { problem: `it is read as "${reading.type}", which changes nothing` };
    const owner = 'serverId' in reading ? reading.serverId : this.#communities.ofSlackTeam(reading.teamId)?.id;
    if (owner !== communityId) return { problem: 'it belongs to another community' };
    return { fact: reading.fact, emailHash: 'emailHash' in reading ? reading.emailHash : undefined };
  }
}
