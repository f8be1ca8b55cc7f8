import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { isUnchanged } from '../entity-tag.ts';
import type { Coding } from '../files/content-coding.ts';
import { readServedFiles, type ServedFile } from '../files/served-files.ts';
import type { NodeEnv } from './context.ts';
import { refuseMethod } from './refuse-method.ts';

export interface FileFolders {
  /** The built widgets: `loader.js`, `widgets.js`, single files, `chunks/`. */
  readonly widgets: string | undefined;
  /** Earlier versions of them, a folder each, and this one; see `keepWidgets`. Default: none are kept. */
  readonly archive?: string | undefined;
  /** A site to serve beside them, from `/`. Only the demo has one. */
  readonly pages: string | undefined;
}

/** The widgets' files, for pages of any origin, and the demo's pages. */
export function fileRoutes({ widgets, archive, pages }: FileFolders): Hono<NodeEnv> {
  const routes = new Hono<NodeEnv>();
  if (widgets !== undefined) {
    const served = readServedFiles(widgets, archive);
    routes.all('/*', async (c, next) => {
      const file = served.get(c.req.path);
      return file === undefined ? next() : answerFile(c, file);
    });
  }
  if (pages !== undefined) routes.get('/*', serveStatic({ root: pages }));
  return routes;
}

function answerFile(c: Context<NodeEnv>, { contentType, cacheControl, plain, coded }: ServedFile): Response {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return refuseMethod(['GET']);
  const best = coded.find(({ coding }) => isAccepted(coding, c.req.header('accept-encoding')));
  const { bytes, etag } = best ?? plain;
  const headers = {
    'cache-control': cacheControl,
    'access-control-allow-origin': '*',
    // A page under COEP may load it, too.
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Accept-Encoding',
    etag,
  };
  if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return new Response(bytes, {
    headers: {
      ...headers,
      'content-type': contentType,
      'content-length': String(bytes.length),
      ...(best !== undefined && { 'content-encoding': best.coding }),
    },
  });
}

/** RFC 9110, 12.5.3. */
function isAccepted(coding: Coding, header = ''): boolean {
  const offers = parseAccept(header);
  const offer = offers.find(({ type }) => type.toLowerCase() === coding) ?? offers.find(({ type }) => type === '*');
  return offer !== undefined && offer.q > 0;
}
