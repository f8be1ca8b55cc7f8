import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { requireProgram } from '../../scripts/find-program.ts';

/** A real Chromium without a window, and without its own traffic. */
export async function launchChromium(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: requireProgram('chromium'),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** What went on in a page: its requests, and what its console complained of. */
export interface PageRecord {
  readonly requests: string[];
  readonly complaints: string[];
}

export function record(page: Page): PageRecord {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  return { requests, complaints };
}
