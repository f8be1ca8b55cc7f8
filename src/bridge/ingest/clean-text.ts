import { MAX_TEXT_LENGTH } from '../../schemas/rich-text.ts';
import { identifier } from '../../schemas/primitives.ts';
import { emailAddress } from '../../schemas/returning-webhook.ts';

const MAX_NAME_LENGTH = 200;

/** Marks that reverse the text after them: a name would turn the row it stands in. */
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/gu;
const visible = /[^\p{Cc}\p{Cf}\p{Z}]/u;
const controlsExceptTabAndLineFeed = /[^\P{Cc}\t\n]/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One line fit to be shown as a name. @returns undefined for nothing visible, and for an e-mail address */
export function displayNameOf(text: string | undefined): string | undefined {
  const line = oneLine((text ?? '').replace(directionOverrides, ''));
  const name = cutText(line, MAX_NAME_LENGTH).trim();
  return visible.test(name) && !isEmailAddress(line) ? name : undefined;
}

/** A username is an identifier: one that does not fit is left out, because a cut one would be somebody else's. */
export function usernameOf(text: string | undefined): string | undefined {
  const username = identifier.safeParse(text?.trim());
  return username.success && username.data.isWellFormed() && !isEmailAddress(username.data) ? username.data : undefined;
}

/** Also one in full-width characters, or with invisible ones in it. */
function isEmailAddress(text: string): boolean {
  return emailAddress.test(text) || emailAddress.test(text.normalize('NFKC').replace(/\p{Cf}/gu, ''));
}

/** A message's text as it is kept: its lines and marks as they came, no other control characters, cut to the limit. */
export function messageTextOf(text: string): string {
  const lines = text.toWellFormed().replace(/\r\n?/g, '\n').replace(controlsExceptTabAndLineFeed, '');
  return cutText(lines, MAX_TEXT_LENGTH);
}

/** The name of an event nobody knows, fit for a log. */
export function eventLabelOf(name: string): string {
  return displayNameOf(name) ?? 'unnamed';
}

/** White space and control characters become single spaces. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Cuts between graphemes; within one only when it alone is too long, and then between code points. */
function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const boundary = graphemes.segment(text.slice(0, maxLength + 2)).containing(maxLength)?.index ?? 0;
  if (boundary > 0) return text.slice(0, boundary);
  const cut = text.slice(0, maxLength);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
