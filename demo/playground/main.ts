import { configure } from '../../src/client/settings.ts';
import { defineLeaderboard } from '../../src/elements/leaderboard/define-leaderboard.ts';
import { defineMessageFeed } from '../../src/elements/message-feed/define-message-feed.ts';
import { BoardChoices, loadBoards } from './board-choices.ts';
import { readChoices } from './choices.ts';
import { wireCopyButton } from './copy-button.ts';
import { showLiveStatus } from './live-status.ts';
import { snippetOf } from './markup.ts';
import { showPreview } from './preview.ts';

const address = { apiUrl: location.origin, communityId: '6502564c5c09c0a' };
const snippetSource = { origin: location.origin, communityId: address.communityId };

const form = one('#choices', HTMLFormElement);
const snippet = one('#snippet', HTMLElement);
const copied = one('#copied', HTMLElement);
const boards = new BoardChoices(one('#board', HTMLSelectElement), one('#period', HTMLSelectElement));

showLiveStatus({ state: one('#live-state', HTMLElement), lastChange: one('#last-change', HTMLElement) });
wireCopyButton({ button: one('#copy', HTMLElement), source: snippet, status: copied });
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
one('#reset-choices', HTMLElement).addEventListener('click', () => {
  form.reset();
  boards.offerPeriods();
  show();
});

configure(address);
show();
defineLeaderboard();
defineMessageFeed();
boards.offer(await loadBoards(address));
show();

function show(): void {
  for (const box of form.querySelectorAll<HTMLInputElement>('[data-enables]')) {
    one(`#${box.dataset['enables']}`, HTMLInputElement).disabled = !box.checked;
  }
  const choices = readChoices(Object.fromEntries(new FormData(form)));
  showPreview(one('#preview', HTMLElement), choices);
  snippet.textContent = snippetOf(choices, snippetSource);
  copied.textContent = '';
}

function one<Type extends HTMLElement>(selector: string, type: new () => Type): Type {
  const found = document.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${selector}`);
}
