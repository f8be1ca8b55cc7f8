import * as z from 'zod/mini';

const logLine = z.object({
  level: z.enum(['info', 'warn', 'error']),
  event: z.string(),
  url: z.optional(z.string()),
});

/** What a line of the bridge's output means to whoever started the demo. */
export type BridgeLine =
  { readonly kind: 'ready'; readonly url: string } | { readonly kind: 'notable' } | { readonly kind: 'routine' };

/** Warnings, errors, and whatever is no log line (a crash) are notable. */
export function readBridgeLine(line: string): BridgeLine {
  const parsed = logLine.safeParse(parseJson(line));
  if (!parsed.success) return { kind: 'notable' };
  const { level, event, url } = parsed.data;
  if (event === 'ready' && url !== undefined) return { kind: 'ready', url };
  return { kind: level === 'info' ? 'routine' : 'notable' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
