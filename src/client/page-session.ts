import { pageState } from './page-state.ts';
import { tokenFrom, TokenSession, type GetToken } from './token-session.ts';
import { webAddress } from './web-address.ts';

/**
 * The page's one session for a source of tokens: widgets that name the same source share its tokens and their stream.
 * @param source where to POST for a token, or what gets one
 */
export function pageSession(source: string | GetToken): TokenSession {
  const { sessions } = pageState();
  // What is no address stays as it is: asking there fails, which the widget tells.
  const key = typeof source === 'string' ? (webAddress(source) ?? source) : source;
  const known = sessions.get(key);
  if (known) return known;
  const session = new TokenSession(typeof key === 'string' ? tokenFrom(key) : key);
  sessions.set(key, session);
  return session;
}
