import { html, nothing, type TemplateResult } from 'lit';
import type { Member } from '../schemas/member.ts';

const HUES = 6;

export interface PictureForm {
  readonly part: string;
  /** Decides the color. */
  readonly id: string;
  readonly letters: string;
  /** Null: there is no picture. */
  readonly url: string | null;
}

/** A member's picture, or the initials. */
export function avatarView({ avatar, id, name }: Member): TemplateResult {
  return pictureView({ part: 'avatar', id, letters: initials(name), url: avatar });
}

/**
 * A picture over letters, which show until it has loaded and where it can't. Decoration: the name stands beside it.
 */
export function pictureView({ part, id, letters, url }: PictureForm): TemplateResult {
  return html`<span part=${part} class="hue-${hueOf(id)}" aria-hidden="true"
    >${letters}${url === null ? nothing : imageView(url)}</span
  >`;
}

/** Over the text that stands for it until it has loaded and where it can't. */
export function imageView(url: string): TemplateResult {
  return html`<img
    alt=""
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
    src=${url}
    @load=${handleOutcome}
    @error=${handleOutcome}
  />`;
}

// By a class and not by `hidden`: a lazy picture that takes its place later would never be fetched.
function handleOutcome({ target, type }: Event): void {
  (target as HTMLImageElement).classList.toggle('broken', type === 'error');
}

/** The first letters of the first and the last word; what comes before a word's letters, and emoji, count where there is nothing else. */
function initials(name: string): string {
  const [first = name.trim(), ...others] = name.match(/[\p{L}\p{N}]\S*/gu) ?? [];
  return initial(first) + initial(others.at(-1) ?? '');
}

/** Made once, and not at import: making one takes longer than a row of a table. */
let segmenter: Intl.Segmenter | undefined;

/** The first letter, as people see letters: an emoji counts as one. */
export function initial(text: string): string {
  segmenter ??= new Intl.Segmenter();
  const [first] = segmenter.segment(text);
  return (first?.segment ?? '').toUpperCase();
}

/** The same for the same member, wherever and whenever. */
function hueOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}
