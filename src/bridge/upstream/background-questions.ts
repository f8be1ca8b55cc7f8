import { LRUCache } from 'lru-cache';
import { sleep, type EpochClock } from './epoch-clock.ts';
import { UpstreamError } from './upstream-error.ts';

export interface BackgroundQuestionsOptions<Question> {
  /** Asks the platform and keeps its answer. @throws when one of the two failed */
  readonly ask: (question: Question) => Promise<void>;
  /** Told of each failure; `isGivenUp` says that it was the last try. */
  readonly onFailure: (question: Question, error: unknown, isGivenUp: boolean) => void;
  /** How long an answered question is not asked again. */
  readonly askAgainAfterMs: number;
  readonly clock: EpochClock;
  readonly random: () => number;
}

interface Waiting<Question> {
  readonly question: Question;
  readonly tries: number;
}

/** Beyond that the longest waiting gives way: the next fact that leads to it asks again. */
const MAX_WAITING = 10_000;
/** So many questions are remembered as answered. */
const MAX_REMEMBERED = 50_000;
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Asks a platform what hooks give reason to ask, one question after the other and beside the way of a hook: `add` only
 * notes it. A platform that fails is left alone for longer and longer.
 */
export class BackgroundQuestions<Question> {
  readonly #options: BackgroundQuestionsOptions<Question>;
  readonly #waiting = new Map<string, Waiting<Question>>();
  readonly #answered: LRUCache<string, true>;
  readonly #closing = new AbortController();
  #working: Promise<void> | undefined;
  #failures = 0;

  constructor(options: BackgroundQuestionsOptions<Question>) {
    this.#options = options;
    const { askAgainAfterMs: ttl, clock } = options;
    this.#answered = new LRUCache({ max: MAX_REMEMBERED, ttl, ttlResolution: 0, perf: clock });
  }

  /** @param key the same for the same question */
  add(key: string, question: Question): void {
    if (this.#closing.signal.aborted) return;
    this.#wait(key, { question, tries: 0 });
    this.#working ??= this.#work();
  }

  /** Resolves once no question waits, or it was closed. */
  async settled(): Promise<void> {
    await this.#working;
  }

  close(): void {
    this.#closing.abort(new UpstreamError('upstream-closed', 'No more questions are asked.'));
  }

  #wait(key: string, waiting: Waiting<Question>): void {
    if (this.#answered.has(key) || this.#waiting.has(key)) return;
    const [longest] = this.#waiting.keys();
    if (longest !== undefined && this.#waiting.size >= MAX_WAITING) this.#waiting.delete(longest);
    this.#waiting.set(key, waiting);
  }

  async #work(): Promise<void> {
    const { signal } = this.#closing;
    // The hook that gave reason to ask has its answer first.
    await Promise.resolve();
    for (let [next] = this.#waiting; next !== undefined && !signal.aborted; [next] = this.#waiting) {
      const [key, waiting] = next;
      this.#waiting.delete(key);
      const isDone = await this.#ask(key, waiting);
      if (!isDone) await this.#pause(signal);
    }
    this.#working = undefined;
  }

  async #ask(key: string, waiting: Waiting<Question>): Promise<boolean> {
    // It may have been noted again while it was asked.
    if (this.#answered.has(key)) return true;
    try {
      await this.#options.ask(waiting.question);
      this.#answered.set(key, true);
      this.#failures = 0;
      return true;
    } catch (error) {
      this.#failures += 1;
      this.#putBack(key, waiting, error);
      return false;
    }
  }

  #putBack(key: string, waiting: Waiting<Question>, error: unknown): void {
    const { question } = waiting;
    const tries = waiting.tries + (wasAsked(error) ? 1 : 0);
    const isGivenUp = tries >= MAX_TRIES;
    this.#options.onFailure(question, error, isGivenUp);
    if (!isGivenUp) this.#wait(key, { question, tries });
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    // At least half of it, because full jitter could leave a failing platform no pause at all.
    await sleep(clock, longestMs * (0.5 + random() / 2), signal).catch(() => undefined);
  }
}

/** While the budget or the platform lets none go, a question is not tried. */
function wasAsked(error: unknown): boolean {
  return !(error instanceof UpstreamError && error.code === 'upstream-busy');
}
