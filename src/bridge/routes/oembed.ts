import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod/mini';
import { wholeNumberText } from '../../schemas/primitives.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { findSubject } from './embed/subject.ts';
import { embedUrls } from './embed/urls.ts';
import { embedWidgets } from './embed/widgets.ts';
import { RequestProblem, requireQuery } from './request.ts';
import { snapshotResponse } from './snapshot-response.ts';

const MAX_PX = 100_000;
const DEFAULT_WIDTH_PX = 600;

/** What readers may keep, in seconds. */
const CACHE_AGE_S = 3600;

const pixels = z.optional(wholeNumberText(1, MAX_PX));

/** oEmbed 1.0, 2.2. */
export const oembedParameters = z.object({
  url: z.string().check(z.minLength(1), z.maxLength(8192)),
  maxwidth: pixels,
  maxheight: pixels,
  format: z.optional(z.string().check(z.maxLength(20))),
});

/** oEmbed 1.0, 2.3.4.4: the rich type. */
export const oembedAnswer = z.object({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  title: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  cache_age: z.int(),
  html: z.string(),
  width: z.int(),
  height: z.int(),
});

/** Tells sites that know oEmbed how to show the page of a widget whose address somebody pasted. */
export function oembedRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get('/oembed', (c) => answerOembed(c, context));
}

async function answerOembed(c: Context<NodeEnv>, context: RouteContext): Promise<Response> {
  const { publicUrl } = context;
  const { url, maxwidth = MAX_PX, maxheight = MAX_PX, format = 'json' } = requireQuery(c, oembedParameters);
  if (format !== 'json') throw new RequestProblem('format-not-offered', 'Ask for the format json.');
  if (publicUrl === undefined) throw new RequestProblem('not-found', 'This bridge has no server.publicUrl.');
  const urls = embedUrls(publicUrl);
  const embed = urls.read(url);
  if (embed === undefined) throw new RequestProblem('not-found', `Ask for an address below ${publicUrl}/embed/.`);
  const { name, attributes } = embed;
  const { title } = findSubject(name, attributes, context);
  const size = {
    width: Math.min(DEFAULT_WIDTH_PX, maxwidth),
    height: Math.min(embedWidgets[name].heightPx(attributes), maxheight),
  };
  const answer: z.infer<typeof oembedAnswer> = {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'returning-widgets',
    provider_url: publicUrl,
    cache_age: CACHE_AGE_S,
    html: await renderFrame(urls.page(name, attributes), title, size),
    ...size,
  };
  const headers = { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
  return snapshotResponse(c, answer, headers);
}

/**
 * The frame may run its scripts, read from its own host, open links in tabs, and hold the platform's forms; it can't
 * touch the page around it.
 */
async function renderFrame(src: string, title: string, size: { width: number; height: number }): Promise<string> {
  const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox';
  const frame = html`<iframe src="${src}" title="${title}" width="${size.width}" height="${size.height}" frameborder="0" loading="lazy" referrerpolicy="no-referrer" sandbox="${sandbox}"></iframe>`; // prettier-ignore
  return String(await frame);
}
