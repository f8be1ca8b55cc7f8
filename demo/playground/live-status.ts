const names = new Map([
  ['returning-leaderboard', 'leaderboard'],
  ['returning-badge-shelf', 'badges'],
  ['returning-message-feed', 'messages'],
]);

export interface LiveStatusPlaces {
  /** Announced: the state of each widget's stream. */
  readonly state: HTMLElement;
  /** Not announced, as it changes all the time. */
  readonly lastChange: HTMLElement;
}

/** Tells what the widgets tell: from before they are defined, so that no event is missed. */
export function showLiveStatus({ state, lastChange }: LiveStatusPlaces): void {
  const states = new Map<string, string>();
  document.body.addEventListener('returning-live', (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    const name = names.get(event.target.localName);
    if (name === undefined) return;
    states.set(name, event.state);
    state.textContent = [...states].map((pair) => pair.join(': ')).join(' · ');
    state.classList.toggle(
      'is-live',
      [...states.values()].every((word) => word === 'live' || word === 'off'),
    );
  });
  document.body.addEventListener('returning-data', () => {
    lastChange.textContent = `last change ${new Date().toLocaleTimeString()}`;
  });
}
