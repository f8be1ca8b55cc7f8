import type { HTTPRequest } from 'puppeteer-core';
import { PICTURE_HOST } from './people.ts';

/** Faces and badges are drawn here: no picture asks another host. */
export async function answerPicture(request: HTTPRequest): Promise<void> {
  if (!request.url().startsWith(PICTURE_HOST)) return request.continue();
  const [, kind = '', number = ''] = /(face|badge)-(\d+)\.svg$/.exec(request.url()) ?? [];
  if (kind === '') return request.abort();
  const hue = (Number(number) * 47) % 360;
  const shape = kind === 'face' ? '<circle cx="32" cy="26" r="12"/><circle cx="32" cy="64" r="22"/>' : '<path d="M32 8l7 15 16 2-12 11 3 16-14-8-14 8 3-16L9 25l16-2z"/>'; // prettier-ignore
  const body = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="oklch(0.7 0.12 ${hue})"/><g fill="oklch(0.95 0.04 ${hue})">${shape}</g></svg>`;
  await request.respond({ contentType: 'image/svg+xml', body });
}
