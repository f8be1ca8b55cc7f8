import { configure } from '../../src/client/settings.ts';
import { BoardChoices, loadBoards } from './board-choices.ts';
import { readChoices } from './choices.ts';
import { wireCopyButton } from './copy-button.ts';
import { showLiveStatus } from './live-status.ts';
import { showPreview } from './preview.ts';
import { snippetKinds, snippetOf } from './snippet.ts';

const address = { apiUrl: location.origin, communityId: '6502564c5c09c0a' };
const snippetSource = { origin: location.origin, communityId: address.communityId };

const form = one('#choices', HTMLFormElement);
const snippet = one('#snippet', HTMLElement);
const kind = one('#snippet-kind', HTMLSelectElement);
const copied = one('#copied', HTMLElement);
const places = { preview: one('#preview', HTMLElement), look: one('#look', HTMLLinkElement) };
const boards = new BoardChoices(one('#board', HTMLSelectElement), one('#period', HTMLSelectElement));

showLiveStatus({ state: one('#live-state', HTMLElement), lastChange: one('#last-change', HTMLElement) });
wireCopyButton({ button: one('#copy', HTMLElement), source: snippet, status: copied });
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
kind.addEventListener('input', show);
one('#reset-choices', HTMLElement).addEventListener('click', () => {
  form.reset();
  boards.offerPeriods();
  show();
});

configure(address);
show();
// Only now: nothing is loaded that the choices do not want.
await import('../../src/elements/define.ts');
boards.offer(await loadBoards(address));
show();

function show(): void {
  for (const box of form.querySelectorAll<HTMLInputElement>('[data-enables]')) {
    one(`#${box.dataset['enables']}`, HTMLInputElement).disabled = !box.checked;
  }
  const choices = readChoices(Object.fromEntries(new FormData(form)));
  const chosenKind = snippetKinds.find((each) => each === kind.value) ?? 'html';
  showPreview(places, choices);
  snippet.textContent = snippetOf(chosenKind, choices, snippetSource);
  copied.textContent = '';
}

function one<Type extends HTMLElement>(selector: string, type: new () => Type): Type {
  const found = document.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${selector}`);
}
