/**
 * What no first paint waits for: loaded once a widget wants to be live or has something to say. In what pages load by a
 * script tag it is a file of its own; see scripts/later-apart.ts.
 */
export { LiveConnection } from './live-connection.ts';
export { LiveRegion } from './live-region.ts';
