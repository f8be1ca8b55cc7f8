import type { BridgeConfig } from '../config/config.ts';
import type { CommunityConfig } from '../../schemas/config.ts';
import { isPlatformBoard, type PlatformBoard } from '../domain/scoring.ts';

export interface CheckOptions {
  readonly config: BridgeConfig;
  /** `PORT`, for a bridge without a `publicUrl`. */
  readonly port: number;
  readonly print: (line: string) => void;
  readonly fetch?: typeof fetch;
}

const PATIENCE_MS = 5000;

/** Says what a good configuration holds, which addresses the platforms are to be given, and whether the bridge can be reached. */
export async function checkBridge({ config, port, print, fetch = globalThis.fetch }: CheckOptions): Promise<boolean> {
  const { publicUrl, basePath } = config.server;
  const url = publicUrl ?? `http://localhost:${port}${basePath}`;
  for (const community of config.communities) describeCommunity(community, url, config).forEach(print);
  if (publicUrl === undefined) print('No server.publicUrl is set: the platforms can reach only what they can see. Put the address in that they are to use.'); // prettier-ignore
  const problem = await problemAt(`${url}/readyz`, fetch);
  print(problem === undefined ? `${url} answers, and is ready.` : `${url} is not ready: ${problem}`);
  return problem === undefined;
}

function describeCommunity(
  { id, name, boards, channels, slackTeams }: CommunityConfig,
  url: string,
  { hookSecrets, upstreamKeys }: BridgeConfig,
): string[] {
  const own = hookSecrets.filter(({ communityId }) => communityId === id);
  return [
    `${name} (${id}), boards: ${boards.length}, channels: ${channels.length}`,
    ...own.map(({ secret }) => `  Returning.AI hook address: ${url}/hooks/returning/${secret}`),
    ...(slackTeams.length === 0 ? [] : [`  Slack request URL:         ${url}/hooks/slack`]),
    ...(own.length + slackTeams.length === 0 ? ['  No hooks come in: it has neither hookSecrets nor slackTeams.'] : []),
    ...(upstreamKeys.get(id)?.apiKey === undefined ? boards.filter(isPlatformBoard).map(warnOfUnfilled) : []),
  ];
}

function warnOfUnfilled({ slug, metric }: PlatformBoard): string {
  return `  Warning: only "import" fills the board "${slug}" (${metric}): set upstream.returning.apiKey to have it follow the platform.`;
}

async function problemAt(url: string, fetch: typeof globalThis.fetch): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' });
    const text = await response.text();
    if (!response.ok) return `it answers ${response.status}`;
    return text.includes('"ready"') ? undefined : 'something else answers there';
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    return cause instanceof Error ? `${message} (${cause.message})` : message;
  }
}
