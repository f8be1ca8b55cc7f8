import { createHash } from 'node:crypto';
import type { AccessRule } from '../../access/access-rule.ts';
import type { EmbedName } from './widgets.ts';

/** The page's only style of its own; the widgets bring theirs as constructed sheets, which no policy has to name. */
export const PAGE_STYLE = 'body{margin:0;font:16px/1.5 system-ui,sans-serif}';

/**
 * What a widget's page may do (Content Security Policy 3, with Trusted Types). It can be the same for everybody, so that
 * it can be cached: nothing in it is made for one answer.
 * @param rules of what it shows
 */
export function embedPolicy(name: EmbedName, rules: readonly AccessRule[]): string {
  return Object.entries({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
    'img-src': 'https:',
    'connect-src': "'self'",
    'frame-src': name === 'channel' ? 'https:' : "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': ancestorsOf(rules),
    'require-trusted-types-for': "'script'",
    'trusted-types': "lit-html returning-widgets 'allow-duplicates'",
  })
    .map((directive) => directive.join(' '))
    .join('; ');
}

/**
 * The page reads what it shows as one of the bridge's own, so the list of origins is kept here: by who may frame it.
 */
function ancestorsOf(rules: readonly AccessRule[]): string {
  const [first, ...others] = rules.map(({ origins }) => origins).filter((origins) => origins.length > 0);
  if (first === undefined) return '*';
  return ["'self'", ...first.filter((origin) => others.every((origins) => origins.includes(origin)))].join(' ');
}
