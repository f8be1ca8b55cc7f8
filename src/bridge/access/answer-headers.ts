import type { AccessRule } from './access-rule.ts';
import type { Caller } from './caller.ts';

/**
 * What an answer says of who may read it, and who may keep it.
 * @param rules of all that had a say in it, shown or not; the caller may read what is shown
 */
export function answerHeaders(caller: Caller, rules: readonly AccessRule[]): Record<string, string> {
  const isForAnyOrigin = rules.every(({ origins }) => origins.length === 0);
  return {
    ...corsHeader(caller, isForAnyOrigin),
    'cache-control': `${caller.kind === 'anyone' ? 'public' : 'private'}, max-age=0, must-revalidate`,
    vary: isForAnyOrigin ? 'Authorization' : 'Authorization, Origin, Sec-Fetch-Site',
  };
}

// Where no origin is told, no page of another host will read the answer.
function corsHeader({ from }: Caller, isForAnyOrigin: boolean): Record<string, string> {
  if (isForAnyOrigin) return { 'access-control-allow-origin': '*' };
  return from.kind === 'cross' ? { 'access-control-allow-origin': from.origin } : {};
}
