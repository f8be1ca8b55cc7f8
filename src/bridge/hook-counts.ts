/** How hooks ended since the process began: by platform, then by outcome. */
export class HookCounts {
  readonly #counts = new Map<string, Map<string, number>>();

  count(platform: string, outcome: string): void {
    const outcomes = this.#counts.get(platform) ?? new Map<string, number>();
    this.#counts.set(platform, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
  }

  toJSON(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.#counts].map(([platform, counts]) => [platform, Object.fromEntries(counts)]));
  }
}
