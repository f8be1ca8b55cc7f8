/** Work for a set of streams, done for each in turn. */
interface Job<Target> {
  readonly targets: readonly Target[];
  readonly send: (target: Target) => void;
}

/** How many sockets are written in one turn of the event loop, so that hooks are answered in between. */
const SLICE = 100;

/** Writes to many streams in slices: first in, first out, so that every stream gets its events in the order they came. */
export class FanOut<Target> {
  #jobs: Job<Target>[] = [];
  #position = 0;
  #isScheduled = false;

  add(targets: readonly Target[], send: (target: Target) => void): void {
    if (targets.length === 0) return;
    this.#jobs.push({ targets, send });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#runSlice();
    });
  }

  #runSlice(): void {
    for (let budget = SLICE; budget > 0; budget -= 1) {
      const job = this.#jobs[0];
      if (job === undefined) return;
      const target = job.targets[this.#position];
      if (target === undefined) this.#nextJob();
      else {
        this.#position += 1;
        job.send(target);
      }
    }
    this.#schedule();
  }

  #nextJob(): void {
    this.#jobs.shift();
    this.#position = 0;
  }
}
