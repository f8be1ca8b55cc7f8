import { Hono, type Context } from 'hono';
import { entityTag, isUnchanged } from '../entity-tag.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { embedUrls } from './embed/urls.ts';
import { renderEmbedPage } from './embed/page.ts';
import { embedPolicy } from './embed/policy.ts';
import { findSubject } from './embed/subject.ts';
import { embedNames, embedWidgets, type EmbedName } from './embed/widgets.ts';
import { pageLanguage } from './embed/page-language.ts';
import { RequestProblem, requireQuery } from './request.ts';

/**
 * Each widget as a page, for sites that allow only frames: `/embed/{widget}?{attribute}={value}`.
 * @param hasWidgets whether `/widgets.js` is served, without which a page would stay empty
 */
export function embedRoutes(context: RouteContext, hasWidgets: boolean): Hono<NodeEnv> {
  const routes = new Hono<NodeEnv>();
  for (const name of embedNames) {
    routes.get(`/embed/${name}`, (c) => {
      if (!hasWidgets) throw new RequestProblem('not-found', 'This bridge serves no widgets: set WIDGETS_DIR.');
      return answerPage(c, name, context);
    });
  }
  return routes;
}

async function answerPage(c: Context<NodeEnv>, name: EmbedName, context: RouteContext): Promise<Response> {
  const given = requireQuery(c, embedWidgets[name].parameters);
  const { attributes, title, rules } = findSubject(name, given, context);
  const page = await renderEmbedPage({
    tag: embedWidgets[name].tag,
    attributes,
    title,
    language: pageLanguage(attributes['locale'], c.req.header('accept-language')),
    oembedUrl: context.publicUrl && embedUrls(context.publicUrl).description(name, given),
  });
  const policy = embedPolicy(name, rules);
  const headers = {
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'cache-control': 'public, max-age=300',
    vary: 'Accept-Language',
    // A policy that changed is another page.
    etag: entityTag(policy + page),
  };
  if (isUnchanged(c.req.header('if-none-match'), headers.etag)) return new Response(null, { status: 304, headers });
  return new Response(page, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
}
