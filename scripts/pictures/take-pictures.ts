import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import type { WidgetElement } from '../../src/elements/widget-element.ts';
import type { CommonStrings } from '../../src/internal/strings/strings.ts';
import { answerPicture } from './drawn-pictures.ts';
import type { PageSettings } from './page-settings.ts';
import type { ScriptedBridge } from './scripted-bridge.ts';
import { subjects, type Subject, type SubjectName } from './subjects.ts';
import { table, type Row, type Sequel } from './table.ts';

export const themes = ['light', 'dark'] as const;

type Theme = (typeof themes)[number];
type Widget = WidgetElement<unknown, CommonStrings>;

export interface Picture {
  readonly subject: SubjectName;
  /** Of its row; in both themes the same. */
  readonly name: string;
  /** Below the folder of all pictures. */
  readonly file: string;
}

/** A picture that could not be taken, and why. */
export interface Failure {
  readonly what: string;
  readonly why: string;
}

export interface Studio {
  readonly browser: Browser;
  readonly bridge: ScriptedBridge;
  /** Of the bridge and its pages. */
  readonly url: string;
  readonly folder: string;
}

const WAIT_MS = 5000;
const MARGIN = 24;

/** Every row of the table for these elements, in both themes. */
export async function takePictures(
  studio: Studio,
  names: readonly SubjectName[],
): Promise<{ pictures: Picture[]; failures: Failure[] }> {
  const pictures: Picture[] = [];
  const failures: Failure[] = [];
  for (const subject of names) {
    await mkdir(join(studio.folder, subject), { recursive: true });
    for (const row of table.filter(({ of }) => of === undefined || of.includes(subject))) {
      for (const theme of themes) {
        try {
          pictures.push(await takePicture(studio, { subject, row, theme }));
        } catch (error) {
          failures.push({ what: `${subject}: ${row.name}, ${theme}`, why: String(error) });
        }
      }
    }
  }
  return { pictures, failures };
}

interface Motif {
  readonly subject: SubjectName;
  readonly row: Row;
  readonly theme: Theme;
}

/** Each has a page of its own: a browser opens six connections to a server, and streams hold theirs until the page is gone. */
async function takePicture(studio: Studio, motif: Motif): Promise<Picture> {
  const page = await studio.browser.newPage();
  try {
    return await new Shot(studio, page, motif).take();
  } finally {
    await page.close();
  }
}

/** One picture: sets the scene, waits until it is as the row says, and takes it. */
class Shot {
  readonly #studio: Studio;
  readonly #page: Page;
  readonly #motif: Motif;
  readonly #community: string;

  constructor(studio: Studio, page: Page, motif: Motif) {
    this.#studio = studio;
    this.#page = page;
    this.#motif = motif;
    this.#community = `${motif.subject}-${slugOf(motif.row.name)}-${motif.theme}`;
  }

  async take(): Promise<Picture> {
    const { subject, row, theme } = this.#motif;
    const file = `${subject}/${slugOf(row.name)}-${theme}.png`;
    await this.#setTheScene();
    const widget = await this.#open();
    await this.#settle(widget);
    if (row.sequel) await this.#play(row.sequel, widget);
    await widget.evaluate(endAnimations);
    const stage = await this.#page.$('#stage');
    await stage?.screenshot({ path: join(this.#studio.folder, file) });
    return { subject, name: row.name, file };
  }

  async #setTheScene(): Promise<void> {
    const { row, subject, theme } = this.#motif;
    const { answerOf }: Subject = subjects[subject];
    this.#studio.bridge.play(this.#community, scriptOf(row, answerOf));
    await this.#page.setRequestInterception(true);
    this.#page.on('request', (request) => void answerPicture(request));
    await this.#page.setViewport({ width: (row.width ?? 600) + 2 * MARGIN, height: 900 });
    const emulation = await this.#page.createCDPSession();
    const media = Object.entries({ 'prefers-color-scheme': theme, ...row.media });
    await emulation.send('Emulation.setEmulatedMedia', { features: media.map(([name, value]) => ({ name, value })) });
  }

  async #open(): Promise<ElementHandle<Widget>> {
    const { tag } = subjects[this.#motif.subject];
    const query = new URLSearchParams({ settings: JSON.stringify(this.#settings()) });
    await this.#page.goto(`${this.#studio.url}/?${query.toString()}`);
    const widget = (await this.#page.$(`#stage > ${tag}:defined`)) as ElementHandle<Widget> | null;
    if (!widget) throw new Error(`<${tag}> is not defined.`);
    return widget;
  }

  #settings(): PageSettings {
    const { row, subject, theme } = this.#motif;
    const { tag, required }: Subject = subjects[subject];
    const attributes = Object.entries({ load: 'eager', ...required, ...row.attributes }).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as const],
    );
    const { lang = 'en', width = 600, textSize = 100, longer = 0, look, signedIn: isSignedIn = false } = row;
    const around = { lang, theme, width, textSize, longer, look, isSignedIn };
    return { tag, attributes: Object.fromEntries(attributes), communityId: this.#community, ...around };
  }

  async #settle(widget: ElementHandle<Widget>): Promise<void> {
    const { status = 'ready', attributes } = this.#motif.row;
    const options = { timeout: WAIT_MS };
    await this.#page.waitForFunction((element, wanted) => element.status === wanted, options, widget, status);
    const isLive = (status === 'ready' || status === 'empty') && attributes?.['demo'] === undefined;
    if (isLive && this.#motif.subject !== 'channel') await this.#reach(widget, 'live');
    await this.#page.waitForFunction(hasPictures, options, widget);
  }

  async #play(sequel: Sequel, widget: ElementHandle<Widget>): Promise<void> {
    const { bridge } = this.#studio;
    switch (sequel) {
      case 'refresh-waits':
        bridge.play(this.#community, 'silence');
        await widget.evaluate((element) => void element.refresh());
        return this.#reach(widget, 'refreshing');
      case 'refresh-fails':
        bridge.play(this.#community, { refusal: 'server' });
        await widget.evaluate((element) => void element.refresh());
        return this.#reach(widget, 'stale');
      case 'goes-offline':
        await this.#page.setOfflineMode(true);
        bridge.cut();
        return this.#reach(widget, 'offline');
      default:
        return sequel satisfies never;
    }
  }

  async #reach(widget: ElementHandle<Widget>, state: string): Promise<void> {
    const options = { timeout: WAIT_MS };
    await this.#page.waitForFunction((element, name) => element.matches(`:state(${name})`), options, widget, state); // prettier-ignore
  }
}

function scriptOf(
  { instead, amount = 'few' }: Row,
  answerOf: Subject['answerOf'],
): Parameters<ScriptedBridge['play']>[1] {
  if (instead === undefined) return { body: answerOf(amount) };
  return instead === 'silence' ? 'silence' : { refusal: instead };
}

/** In the page: whether every picture has come, or failed to. */
function hasPictures(element: Element): boolean {
  const pictures = element.shadowRoot?.querySelectorAll('img') ?? [];
  return [...pictures].every(({ complete, loading }) => complete || loading === 'lazy');
}

/** In the page: what waits to appear is there; what goes on without end goes on. */
function endAnimations(element: Element): void {
  for (const animation of element.shadowRoot?.getAnimations() ?? []) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll('%', 'percent').replaceAll(/[^a-z0-9]+/g, '-'); // prettier-ignore
}
