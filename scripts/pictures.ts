import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../test/support/chromium-page.ts';
import { makeContactSheet } from './pictures/contact-sheet.ts';
import { buildPage, pagesWith } from './pictures/pages.ts';
import { ScriptedBridge } from './pictures/scripted-bridge.ts';
import { subjects, type SubjectName } from './pictures/subjects.ts';
import { takePictures } from './pictures/take-pictures.ts';

/**
 * `npm run pictures`: every state of every element in both themes, as pictures/index.html, to be looked at.
 * `npm run pictures -- leaderboard channel` takes only theirs. What is on them stands in `pictures/table.ts`.
 */

const everything = Object.keys(subjects) as SubjectName[];
const asked = everything.filter((name) => process.argv.includes(name));
const folder = join(import.meta.dirname, '../pictures');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const bridge = new ScriptedBridge(pagesWith(await buildPage()));
const url = await bridge.start();
const browser = await launchChromium();
try {
  const { pictures, failures } = await takePictures(
    { browser, bridge, url, folder },
    asked.length > 0 ? asked : everything,
  );
  await makeContactSheet(await browser.newPage(), folder, pictures);
  for (const { what, why } of failures) console.error(`${what}: ${why}`);
  console.log(`${pictures.length} pictures, ${failures.length} failed: pictures/index.html`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  bridge.stop();
}
