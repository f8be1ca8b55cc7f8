import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { leaderboardStyles } from '../../src/elements/leaderboard/leaderboard.styles.ts';
import { tokens } from '../../src/internal/tokens.ts';

export const schemes = ['light', 'dark'] as const;

export type Scheme = (typeof schemes)[number];

/** Values by the name of the public custom property, without `--returning-`. */
export type Palette = ReadonlyMap<string, string>;

const looksFolder = join(import.meta.dirname, '../../src/looks');

/** What stands in the public custom properties where a page sets none. */
export const defaultPalette: Palette = new Map(
  [
    ...(tokens.cssText + leaderboardStyles.cssText).matchAll(/var\(--returning-([\w-]+), ((?:[^()]|\([^()]*\))+)\)/g),
  ].map(readPair),
);

/** The ready-made looks, each as it stands over the defaults. */
export const looks: ReadonlyMap<string, Palette> = new Map(
  readdirSync(looksFolder).map((file) => [
    basename(file, '.css'),
    new Map([...defaultPalette, ...declarationsOf(file)]),
  ]),
);

/** The rules of a look's file, as selector and declarations. */
export function rulesOf(look: string): readonly [selector: string, properties: readonly string[]][] {
  const css = readLook(`${look}.css`);
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => [
    selector.trim(),
    body.split(';').flatMap((line) => (line.trim() === '' ? [] : [line.slice(0, line.indexOf(':')).trim()])),
  ]);
}

/** @throws for a property that is none */
export function colourOf(palette: Palette, name: string, scheme: Scheme): string {
  const value = palette.get(name);
  if (value === undefined) throw new Error(`There is no --returning-${name}.`);
  return inScheme(value, scheme);
}

/** What `light-dark()` is in a scheme. */
export function inScheme(value: string, scheme: Scheme): string {
  const pair = /^light-dark\(((?:[^(),]|\([^()]*\))+),((?:[^(),]|\([^()]*\))+)\)$/.exec(value);
  return (pair ? pair[scheme === 'light' ? 1 : 2]! : value).trim();
}

function declarationsOf(file: string): Palette {
  return new Map([...readLook(file).matchAll(/--returning-([\w-]+):\s*([^;]+);/g)].map(readPair));
}

function readPair([, name = '', value = '']: RegExpExecArray): [string, string] {
  return [name, value];
}

function readLook(file: string): string {
  return readFileSync(join(looksFolder, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
}
