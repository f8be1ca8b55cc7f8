import { html, type TemplateResult } from 'lit';
import type { Member } from '../schemas/member.ts';

/** A member's picture, or the first letter of the name. Decoration either way: the name stands beside it. */
export function avatarView({ avatar, name }: Member): TemplateResult {
  if (avatar === null) return html`<span part="avatar" aria-hidden="true">${firstLetter(name)}</span>`;
  return html`<img part="avatar" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" src=${avatar} />`;
}

function firstLetter(name: string): string {
  const [first = ''] = name.trim();
  return first.toUpperCase();
}
