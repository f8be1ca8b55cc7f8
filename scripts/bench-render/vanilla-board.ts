import { initial } from '../../src/internal/avatar-view.ts';
import { formatCompact, formatNumber } from '../../src/internal/format.ts';
import type { LeaderboardEntry } from '../../src/schemas/leaderboard.ts';
import { options } from './rows.ts';

const { strings, locale, own } = options;

interface Row {
  readonly element: HTMLTableRowElement;
  entry: LeaderboardEntry;
}

/** The same table by hand, as one would write it who minds speed: what did not change is left alone. */
export class VanillaBoard {
  readonly #body = document.createElement('tbody');
  readonly #rows = new Map<string, Row>();

  constructor(root: HTMLElement) {
    const table = element('table', 'table');
    table.append(this.#body);
    root.append(table);
  }

  show(entries: readonly LeaderboardEntry[]): void {
    let next = this.#body.firstElementChild;
    for (const entry of entries) {
      const { element: row } = this.#rowOf(entry);
      if (row === next) next = next.nextElementSibling;
      else this.#body.insertBefore(row, next);
    }
    if (this.#rows.size > entries.length) this.#removeOthers(new Set(entries.map(({ member }) => member.id)));
  }

  #rowOf(entry: LeaderboardEntry): Row {
    const known = this.#rows.get(entry.member.id);
    if (!known) {
      const created = { element: createRow(entry), entry };
      this.#rows.set(entry.member.id, created);
      return created;
    }
    if (known.entry !== entry) updateRow(known, entry);
    return known;
  }

  #removeOthers(shown: ReadonlySet<string>): void {
    for (const [id, row] of this.#rows) {
      if (shown.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
  }
}

function updateRow(row: Row, entry: LeaderboardEntry): void {
  const [place, name, score] = row.element.cells;
  if (!place || !name || !score) return;
  row.element.setAttribute('part', partsOf(entry));
  if (entry.rank !== row.entry.rank || entry.previousRank !== row.entry.previousRank)
    place.replaceChildren(...placeOf(entry));
  if (entry.member !== row.entry.member) name.replaceChildren(memberOf(entry));
  if (entry.score !== row.entry.score) updateScore(score, entry);
  row.entry = entry;
}

/** The texts in place, where there are two before and after. */
function updateScore(cell: HTMLElement, entry: LeaderboardEntry): void {
  const [whole, short] = cell.children;
  const isShortened = entry.score >= 10_000;
  if (!isShortened || !whole?.firstChild || !short?.firstChild) return cell.replaceChildren(...scoreOf(entry));
  whole.firstChild.nodeValue = formatNumber(locale, entry.score);
  short.firstChild.nodeValue = formatCompact(locale, entry.score);
}

function createRow(entry: LeaderboardEntry): HTMLTableRowElement {
  const row = element('tr', partsOf(entry));
  const place = element('td');
  const name = element('th');
  const score = element('td', 'score');
  name.scope = 'row';
  place.append(...placeOf(entry));
  name.append(memberOf(entry));
  score.append(...scoreOf(entry));
  row.append(place, name, score);
  return row;
}

function partsOf({ rank, member }: LeaderboardEntry): string {
  return `row${rank < 4 ? ` row-${rank}` : ''}${member.id === own ? ' row-viewer' : ''}`;
}

function placeOf({ rank, previousRank }: LeaderboardEntry): Node[] {
  const number = element('span', 'rank');
  number.textContent = formatNumber(locale, rank);
  const change = element('span', 'change');
  if (previousRank === null) {
    change.className = 'new';
    change.textContent = strings.rankNew;
    return [number, change];
  }
  const places = Math.abs(previousRank - rank);
  const formatted = formatNumber(locale, places);
  if (previousRank > rank) mark(change, ['up', `▲${formatted}`, strings.rankUp(places, formatted)]);
  else if (previousRank < rank) mark(change, ['down', `▼${formatted}`, strings.rankDown(places, formatted)]);
  else mark(change, ['same', '–', strings.rankSame]);
  return [number, change];
}

function mark(change: HTMLElement, [name, sign, words]: readonly [name: string, sign: string, words: string]): void {
  change.className = name;
  change.append(hiddenFromReaders(sign), text('visually-hidden', words));
}

function memberOf({ member }: LeaderboardEntry): HTMLElement {
  const box = text('member', '', 'div');
  const avatar = hiddenFromReaders(initial(member.name) + initial(member.name.slice(member.name.lastIndexOf(' ') + 1)));
  avatar.setAttribute('part', 'avatar');
  avatar.className = `hue-${member.name.length % 6}`;
  const name = element('span', 'name');
  name.append(text('', member.name, 'bdi'));
  box.append(avatar, name);
  if (member.id !== own) return box;
  const you = element('span', 'you');
  you.textContent = strings.you;
  box.append(you);
  return box;
}

function scoreOf({ score }: LeaderboardEntry): Node[] {
  const whole = formatNumber(locale, score);
  const compact = formatCompact(locale, score);
  if (whole === compact) return [new Text(whole)];
  const short = hiddenFromReaders(compact);
  short.className = 'compact';
  return [text('whole', whole), short];
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, part?: string): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (part) created.setAttribute('part', part);
  return created;
}

function text(className: string, content: string, tag: 'span' | 'div' | 'bdi' = 'span'): HTMLElement {
  const created = document.createElement(tag);
  if (className) created.className = className;
  if (content) created.textContent = content;
  return created;
}

function hiddenFromReaders(content: string): HTMLElement {
  const created = text('', content);
  created.setAttribute('aria-hidden', 'true');
  return created;
}
