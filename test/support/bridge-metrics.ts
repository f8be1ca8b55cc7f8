import type { BridgeServer } from './bridge-server.ts';

/** The samples of one metric, as a scrape tells them: `{platform="slack",…} 2`. */
async function samplesOf({ bridge }: BridgeServer, name: string): Promise<string[]> {
  const start = `returning_widgets_${name}{`;
  const lines = (await bridge.metrics.toText()).split('\n');
  return lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length - 1));
}

/** How hooks ended: by platform, then by outcome or by the reason for their refusal. */
export async function hookCounts(bridge: BridgeServer): Promise<Record<string, Record<string, number>>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const sample of await samplesOf(bridge, 'hooks_total')) {
    const match = /^\{platform="(.*?)",outcome="(.*?)",reason="(.*?)"\} (\d+)$/.exec(sample);
    const [, platform = '', outcome = '', reason = '', count] = match ?? [];
    (counts[platform] ??= {})[reason === '' ? outcome : reason] = Number(count);
  }
  return counts;
}

export async function openStreams(bridge: BridgeServer): Promise<number> {
  const samples = await samplesOf(bridge, 'streams');
  return samples.reduce((sum, sample) => sum + Number(sample.split(' ').at(-1)), 0);
}
