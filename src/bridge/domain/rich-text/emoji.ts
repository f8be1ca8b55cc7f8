import { nameToEmoji } from 'gemoji';

const characters = new Map(Object.entries(nameToEmoji));

const FIRST_SKIN_TONE = 0x1f3fb;
const FIRST_REGIONAL_INDICATOR = 0x1f1e6;

/**
 * An emoji by its name, as GitHub, Slack and most chats name them: `tada`, `flag-nz`, `wave::skin-tone-3`.
 * @returns undefined for a name nobody knows, for instance of a picture a community made
 */
export function emojiCharacter(name: string): string | undefined {
  const [, base = name, tone] = /^(.+?)::skin-tone-([2-6])$/.exec(name) ?? [];
  const character = characters.get(base) ?? flagOf(base) ?? characters.get(gitHubName(base));
  return character === undefined || tone === undefined ? character : withSkinTone(character, Number(tone));
}

/** What a reader sees for an emoji: the character, else its name between colons. */
export function emojiText(name: string): string {
  return emojiCharacter(name) ?? `:${name}:`;
}

/** Slack's `flag-nz`, made of the letters of a country, and `flag-wales`. */
function flagOf(name: string): string | undefined {
  const letters = /^flag-([a-z]{2})$/.exec(name)?.[1];
  if (letters === undefined) return characters.get(name.replace(/^flag-/, ''));
  const indicators = Array.from(
    letters,
    (letter) => FIRST_REGIONAL_INDICATOR + letter.charCodeAt(0) - 'a'.charCodeAt(0),
  );
  return String.fromCodePoint(...indicators);
}

/** Slack's `female-farmer` and `man-shrugging`. */
function gitHubName(name: string): string {
  return name
    .replace(/^female-/, 'woman_')
    .replace(/^male-/, 'man_')
    .replaceAll('-', '_');
}

/** The tone stands right after the person, before what they do. */
function withSkinTone(character: string, tone: number): string {
  const [person = '', ...rest] = character;
  if (!/\p{Emoji_Modifier_Base}/u.test(person)) return character;
  const others = rest[0] === '\u{fe0f}' ? rest.slice(1) : rest;
  return [person, String.fromCodePoint(FIRST_SKIN_TONE + tone - 2), ...others].join('');
}
