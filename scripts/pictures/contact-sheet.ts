import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { subjects, type SubjectName } from './subjects.ts';
import type { Picture } from './take-pictures.ts';

const SHEET_WIDTH = 2400;

/** A page with all pictures, and of each element one picture of them all. */
export async function makeContactSheet(page: Page, folder: string, pictures: readonly Picture[]): Promise<void> {
  const file = join(folder, 'index.html');
  await writeFile(file, sheetOf(pictures));
  await page.setViewport({ width: SHEET_WIDTH, height: 1200 });
  await page.goto(pathToFileURL(file).href);
  for (const section of await page.$$('section')) {
    const name = await section.evaluate(({ id }) => id);
    await section.screenshot({ path: join(folder, `${name}.png`) });
  }
}

function sheetOf(pictures: readonly Picture[]): string {
  const shown = (Object.keys(subjects) as SubjectName[]).map((subject) => ({
    subject,
    own: pictures.filter((picture) => picture.subject === subject),
  }));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every state of every element</title>
<style>
body { font: 14px system-ui, sans-serif; margin: 0; background: #c9ccd4; color: #14161a }
section { padding: 24px; background: inherit }
.pictures { columns: 4; column-gap: 24px }
figure { margin: 0 0 24px; break-inside: avoid }
figcaption { margin-block-end: 4px; font-weight: 600 }
figure div { display: flex; gap: 4px; align-items: start }
a { flex: 0 1 auto; min-width: 0 }
img { display: block; max-width: 100%; max-height: 900px; border-radius: 4px }
</style>
${shown.map(({ subject, own }) => sectionOf(subject, own)).join('\n')}
</html>
`;
}

function sectionOf(subject: string, pictures: readonly Picture[]): string {
  const figures = [...Map.groupBy(pictures, ({ name }) => name)].map(([name, themed]) => figureOf(name, themed));
  return `<section id="${subject}"><h2>${subject}</h2><div class="pictures">${figures.join('\n')}</div></section>`;
}

function figureOf(name: string, pictures: readonly Picture[]): string {
  const images = pictures.map(({ file }) => `<a href="${file}"><img src="${file}" alt=""></a>`);
  return `<figure><figcaption>${name}</figcaption><div>${images.join('')}</div></figure>`;
}
