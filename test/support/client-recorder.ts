import type { LiveState, LiveSubscriber } from '../../src/client/live-connection.ts';
import type { DataEvent } from '../../src/schemas/index.ts';

/** A subscriber that writes down what it is told: `state live`, `event 12`, `gap a.20`, `refused unknown-board`. */
export class Recorder implements LiveSubscriber {
  readonly topic: string;
  readonly cursor: string;
  readonly calls: string[] = [];
  /** Called after each entry. */
  onCall: (call: string) => void = () => undefined;
  #read = 0;
  #wake: (() => void) | undefined;

  constructor(topic: string, cursor: string) {
    this.topic = topic;
    this.cursor = cursor;
  }

  onEvent(event: DataEvent): void {
    this.#record(`event ${event.seq}`);
  }

  onGap(since: string): void {
    this.#record(`gap ${since}`);
  }

  onState(state: LiveState): void {
    this.#record(`state ${state}`);
  }

  onRefused(code: string): void {
    this.#record(`refused ${code}`);
  }

  /** Waits until that was told after what was waited for before. */
  async until(call: string): Promise<void> {
    for (;;) {
      const at = this.calls.indexOf(call, this.#read);
      if (at >= 0) {
        this.#read = at + 1;
        return;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #record(call: string): void {
    this.calls.push(call);
    this.#wake?.();
    this.onCall(call);
  }
}
