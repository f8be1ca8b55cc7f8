import { emojiCharacter } from './emoji.ts';
import { RichTextBuilder, type SpanType } from './rich-text-builder.ts';
import { pairMarks, type Mark } from './pair-marks.ts';
import type { StoredRichText } from './stored-rich-text.ts';

/**
 * Slack's mrkdwn, after https://docs.slack.dev/messaging/formatting-message-text:
 *
 *     text    = { block | code | angle | emoji | mark | newline | character }
 *     block   = "```" anything "```"
 *     code    = "`" no backtick, no newline "`"
 *     angle   = "<" ( "@" user | "#" channel | "!" command | address ) [ "|" label ] ">"
 *     emoji   = ":" name ":" [ ":skin-tone-" 2…6 ":" ]
 *     mark    = "*" | "_" | "~"                            in pairs: see `pairMarks`
 *
 * `&amp;`, `&lt;` and `&gt;` are characters, so a bare "<" is markup. Lists and quotes are lines that begin with their
 * sign, and stay so. No token can begin inside another, and none looks back: reading takes time in step with the length.
 */
const token =
  /```(?<block>[^]*?)```|`(?<code>[^`\n]+)`|<(?<angle>[^<>\n]+)>|:(?<emoji>[\w+'-]+(?:::skin-tone-[2-6])?):|(?<mark>[*_~])|(?<newline>\n)/g;

const spans: Readonly<Record<Mark, SpanType>> = { '*': 'strong', _: 'emphasis', '~': 'strike' };

export function readSlackMrkdwn(text: string): StoredRichText {
  const whole = withoutCutAngle(text);
  const tokens = [...whole.matchAll(token)];
  const marks = pairMarks(whole, tokens);
  const builder = new RichTextBuilder();
  let end = 0;
  for (const match of tokens) {
    builder.addText(unescape(whole.slice(end, match.index)));
    end = match.index + match[0].length;
    addToken(builder, match, marks);
  }
  builder.addText(unescape(whole.slice(end)));
  return builder.build();
}

function addToken(builder: RichTextBuilder, match: RegExpExecArray, marks: ReturnType<typeof pairMarks>): void {
  const { block, code, angle, emoji, mark } = match.groups ?? {};
  if (block !== undefined) addBlock(builder, block);
  else if (code !== undefined) builder.addCode(plainText(code));
  else if (angle !== undefined) addAngle(builder, angle);
  else if (emoji !== undefined) addEmoji(builder, emoji);
  else if (mark !== undefined) addMark(builder, mark as Mark, marks.get(match.index));
  else builder.addBreak();
}

function addBlock(builder: RichTextBuilder, block: string): void {
  builder.separate(1);
  builder.addCode(plainText(block).replace(/^\n|\s+$/g, ''));
  builder.separate(1);
}

function addEmoji(builder: RichTextBuilder, name: string): void {
  const character = emojiCharacter(name);
  if (character === undefined) builder.addText(`:${name}:`);
  else builder.addEmoji(character);
}

function addMark(builder: RichTextBuilder, mark: Mark, role: 'opens' | 'closes' | undefined): void {
  if (role === 'opens') builder.openSpan(spans[mark]);
  else if (role === 'closes') builder.closeSpan(spans[mark]);
  else builder.addText(mark);
}

function addAngle(builder: RichTextBuilder, angle: string): void {
  const { target, label } = splitAngle(angle);
  if (target.startsWith('@')) builder.addMention('slack', target.slice(1));
  else if (/^[#!]/.test(target)) builder.addText(angleText(angle));
  else builder.addLink(target, label ?? '');
}

/** What a reader sees where only text can stand. No platform's id is in it. */
function angleText(angle: string): string {
  const { target, label } = splitAngle(angle);
  if (target.startsWith('@')) return '@…';
  if (target.startsWith('#')) return `#${label ?? '…'}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^', 1)[0]}`;
  return label ?? target;
}

/** An empty label is none. */
function splitAngle(angle: string): { target: string; label: string | undefined } {
  const bar = angle.indexOf('|');
  const [target, label] = bar === -1 ? [angle, ''] : [angle.slice(0, bar), angle.slice(bar + 1)];
  return { target: unescape(target), label: label === '' ? undefined : unescape(label) };
}

function plainText(code: string): string {
  return unescape(code.replace(/<([^<>\n]+)>/g, (_, angle: string) => angleText(angle)));
}

// Slack escapes these three and no others; the ampersand last, so that "&amp;lt;" stays "&lt;".
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A text that was cut to its limit may end within a mention, whose id is not to be read. */
function withoutCutAngle(text: string): string {
  return text.replace(/<[@#!][^<>\s]*$/, '');
}
