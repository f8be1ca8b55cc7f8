import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { NodeEnv } from './context.ts';

export interface FileFolders {
  /** The built widgets: `loader.js`, `widgets.js`, single files, `chunks/`. */
  readonly widgets: string | undefined;
  /** A site to serve beside them, from `/`. Only the demo has one. */
  readonly pages: string | undefined;
}

/** The widgets' files, for pages of any origin, and the demo's pages. */
export function fileRoutes({ widgets, pages }: FileFolders): Hono<NodeEnv> {
  const routes = new Hono<NodeEnv>();
  if (widgets !== undefined) {
    routes.get('/chunks/*', crossOrigin('public, max-age=31536000, immutable'), serveStatic({ root: widgets }));
    routes.get('/:file{[a-z-]+\\.js}', crossOrigin('public, max-age=300'), serveStatic({ root: widgets }));
    routes.get('/integrity.json', crossOrigin('public, max-age=300'), serveStatic({ root: widgets }));
  }
  if (pages !== undefined) routes.get('/*', serveStatic({ root: pages }));
  return routes;
}

// A page of another origin may load these as modules, and under COEP.
function crossOrigin(cacheControl: string): Parameters<Hono<NodeEnv>['use']>[1] {
  return async (c, next) => {
    await next();
    if (!c.res.ok) return;
    c.header('cache-control', cacheControl);
    c.header('access-control-allow-origin', '*');
    c.header('cross-origin-resource-policy', 'cross-origin');
  };
}
