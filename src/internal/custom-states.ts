/**
 * An element's `:state()` names. Engines without custom states, and those that only know the older `:--name` form,
 * show the same element without them.
 */
export class CustomStates {
  readonly #element: HTMLElement;
  #states: CustomStateSet | undefined;
  #isAttached = false;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** Exactly these names match from now on. */
  replace(names: ReadonlySet<string>): void {
    const states = this.#attach();
    if (!states) return;
    for (const name of [...states]) if (!names.has(name)) states.delete(name);
    for (const name of names) addState(states, name);
  }

  #attach(): CustomStateSet | undefined {
    if (!this.#isAttached) {
      this.#isAttached = true;
      this.#states = this.#element.attachInternals().states;
    }
    return this.#states;
  }
}

function addState(states: CustomStateSet, name: string): void {
  try {
    states.add(name);
  } catch {
    // Chromium before 125 takes only names that begin with two dashes.
  }
}
