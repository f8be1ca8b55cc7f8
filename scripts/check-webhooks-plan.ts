import { readdirSync, readFileSync } from 'node:fs';

/** How a fixture is sent. All are sent in one way before the next begins. */
export const ways = ['plain', 'gcm', 'cbc', 'repeated', 'shuffled'] as const;
export type Way = (typeof ways)[number];

export interface Fixture {
  readonly name: string;
  readonly platform: 'returning' | 'slack';
  readonly content: Buffer;
}

export interface PlannedDelivery {
  readonly fixture: Fixture;
  readonly way: Way;
  /** The outcomes that are right, each as `<status> <outcome>`. */
  readonly expected: readonly string[];
}

const folder = new URL('../test/fixtures/', import.meta.url);

export function readFixtures(): Fixture[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      name,
      platform: name.startsWith('slack-') ? 'slack' : 'returning',
      content: readFileSync(new URL(name, folder)),
    }));
}

/** @param random at least 0, below 1, as `Math.random`: orders the shuffled way */
export function planDeliveries(fixtures: readonly Fixture[], random: () => number): PlannedDelivery[] {
  return ways.flatMap((way) => {
    const sent = fixtures.filter(({ platform }) => platform === 'returning' || !isEncrypted(way));
    const ordered = way === 'shuffled' ? shuffle(sent, random) : sent;
    return ordered.map((fixture) => ({ fixture, way, expected: expectedOf(fixture, way) }));
  });
}

/** Slack signs its deliveries instead. */
export function isEncrypted(way: Way): way is 'gcm' | 'cbc' {
  return way === 'gcm' || way === 'cbc';
}

/** What is not a fact, by fixture. */
const exceptions: Readonly<Record<string, string>> = {
  'slack-url-verification.json': '200 challenge',
  'slack-app-rate-limited.json': '202 event-ignored',
  'slack-message-changed.unfurled.json': '202 event-ignored',
};

function expectedOf({ name }: Fixture, way: Way): string[] {
  // What is no JSON, and what does not open, get one answer when they come encrypted.
  if (name.endsWith('.txt')) return [isEncrypted(way) ? '400 decryption-failed' : '400 malformed-json'];
  const exception = exceptions[name];
  if (exception !== undefined) return [exception];
  // A running bridge may know a fixture from an earlier check; after the first way it must, however it came.
  return way === 'plain' ? ['200 accepted', '200 duplicate'] : ['200 duplicate'];
}

/** Fisher and Yates's. */
function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}
