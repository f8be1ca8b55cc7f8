export type Mark = '*' | '_' | '~';

const endsInWord = /[\p{L}\p{N}]$/u;
const beginsInWord = /^[\p{L}\p{N}]/u;

/**
 * Which of Slack's marks begin and end something, by their places. A mark opens at the edge of a word and before a
 * character, and is closed by the next one of its kind after a character and at the edge of a word, on the same line. One
 * that is opened inside another must be closed inside it. Every other mark is the character it is.
 */
export function pairMarks(text: string, tokens: readonly RegExpExecArray[]): ReadonlyMap<number, 'opens' | 'closes'> {
  const roles = new Map<number, 'opens' | 'closes'>();
  let open: { readonly mark: string; readonly index: number }[] = [];
  for (const { groups: { mark, newline, block } = {}, index } of tokens) {
    if (newline !== undefined || block !== undefined) open = [];
    if (mark === undefined) continue;
    const opener = open.find((other) => other.mark === mark);
    if (opener && canClose(text, index)) {
      roles.set(opener.index, 'opens').set(index, 'closes');
      open = open.slice(0, open.indexOf(opener));
    } else if (!opener && canOpen(text, index)) {
      open.push({ mark, index });
    }
  }
  return roles;
}

function canOpen(text: string, index: number): boolean {
  return !endsInWord.test(before(text, index)) && isVisible(text.charAt(index + 1), text.charAt(index));
}

function canClose(text: string, index: number): boolean {
  return isVisible(text.charAt(index - 1), text.charAt(index)) && !beginsInWord.test(text.slice(index + 1, index + 3));
}

function isVisible(character: string, mark: string): boolean {
  return character !== '' && character !== mark && !/\s/.test(character);
}

// Two places, because a letter outside the first plane takes two.
function before(text: string, index: number): string {
  return text.slice(Math.max(0, index - 2), index);
}
