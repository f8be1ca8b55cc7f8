import type { ErrorCode } from '../../src/client/errors.ts';
import type { WidgetStatus } from '../../src/internal/widget-source.ts';
import type { Amount } from './samples.ts';
import type { SubjectName } from './subjects.ts';

/** How the page around the element is. */
export interface Surroundings {
  /** In px; default 600. */
  readonly width?: number;
  readonly lang?: 'en' | 'de' | 'ar';
  /** In percent of the browser's own text size. */
  readonly textSize?: number;
  /** Every sentence is that much longer, in percent. */
  readonly longer?: number;
  readonly look?: 'midnight' | 'paper' | 'arcade';
  readonly media?: Readonly<Record<string, string>>;
  readonly signedIn?: boolean;
}

/** What happens once the first status is there. */
export type Sequel = 'refresh-waits' | 'refresh-fails' | 'goes-offline';

export interface Row extends Surroundings {
  readonly name: string;
  /** Default: every element. */
  readonly of?: readonly SubjectName[];
  /** What the bridge has; default `few`. */
  readonly amount?: Amount;
  /** What the bridge does instead of answering. */
  readonly instead?: ErrorCode | 'silence';
  /** Beside what the element needs, or in place of it. Null: left out. */
  readonly attributes?: Readonly<Record<string, string | null>>;
  /** Nothing is taken before the element says so; default `ready`. */
  readonly status?: WidgetStatus;
  readonly sequel?: Sequel;
}

const withData: readonly SubjectName[] = ['leaderboard', 'badge-shelf', 'message-feed'];
const unset = { board: null, 'member-id': null, 'channel-id': null, src: null };
const fromBridge = { src: null, 'channel-id': 'lounge' };

/** A row a state; each is taken in light and in dark. */
export const table: readonly Row[] = [
  { name: 'not-configured', attributes: unset, status: 'not-configured' },
  { name: 'loading', instead: 'silence', status: 'loading', attributes: fromBridge },
  { name: 'loading, when told to', attributes: { load: 'manual' }, status: 'loading' },
  { name: 'empty', of: withData, amount: 'none', status: 'empty' },
  { name: 'error', instead: 'server', status: 'error', attributes: fromBridge },
  { name: 'signed-out', instead: 'token-required', status: 'signed-out', attributes: fromBridge },
  { name: 'ready' },
  { name: 'refreshing', of: withData, sequel: 'refresh-waits' },
  { name: 'stale', of: withData, sequel: 'refresh-fails' },
  { name: 'offline', of: withData, sequel: 'goes-offline' },
  { name: 'demo', attributes: { ...unset, demo: '' } },

  { name: 'signed in: own row pinned', of: ['leaderboard'], signedIn: true },
  { name: 'period options', of: ['leaderboard'], attributes: { 'period-options': 'all-time monthly weekly' } },
  { name: 'members are links', of: ['leaderboard', 'message-feed'], attributes: { 'member-url': '/people/{id}' } },
  { name: 'without avatars', of: ['leaderboard'], attributes: { avatars: 'off' } },
  { name: 'selectable', of: withData, attributes: { selectable: '' } },
  { name: 'own row highlighted', of: ['leaderboard'], signedIn: true, attributes: { viewer: 'highlight' } },
  { name: 'earned badges', of: ['badge-shelf'], attributes: { show: 'earned' } },
  { name: 'in a row', of: ['badge-shelf'], attributes: { layout: 'row' } },
  { name: 'newest first', of: ['message-feed'], attributes: { order: 'newest-first' } },

  { name: '280 px', width: 280 },
  { name: '1200 px', width: 1200 },
  { name: 'one', of: withData, amount: 'one' },
  { name: 'a hundred', of: withData, amount: 'hundred', attributes: { limit: '100' } },
  { name: 'long names', of: withData, amount: 'long' },
  { name: 'long names, 280 px', of: withData, amount: 'long', width: 280 },
  { name: 'German', lang: 'de' },
  { name: 'Arabic', lang: 'ar', signedIn: true },
  { name: 'Arabic, 280 px', lang: 'ar', width: 280 },
  { name: 'text of 200 %', textSize: 200 },
  { name: 'German, text of 200 %', lang: 'de', textSize: 200 },
  { name: 'Arabic, text of 200 %', lang: 'ar', textSize: 200 },
  { name: 'sentences 40 % longer', longer: 40 },
  { name: 'sentences 40 % longer, 280 px', longer: 40, width: 280 },
  { name: 'forced colours', media: { 'forced-colors': 'active' }, signedIn: true },
  { name: 'reduced motion', media: { 'prefers-reduced-motion': 'reduce' } },

  { name: 'look: midnight', look: 'midnight', signedIn: true },
  { name: 'look: paper', look: 'paper', signedIn: true },
  { name: 'look: arcade', look: 'arcade', signedIn: true },
  { name: 'look: arcade, error', look: 'arcade', instead: 'server', status: 'error', attributes: fromBridge },
];
