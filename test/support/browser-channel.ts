import { fixture, html } from '@open-wc/testing';
import '../../src/elements/channel/define.ts';
import type { ReturningChannel } from '../../src/elements/channel/channel.ts';
import type { GetToken } from '../../src/client/token-session.ts';
import { ScriptedBridge } from './browser-bridge.ts';
import { HeldTimers } from './browser-held-timers.ts';
import { part, until } from './browser-page.ts';
import { Puppets } from './browser-puppet.ts';

export const ready = { type: 'WIDGET_READY' };

/** What a test of a channel needs around it: a bridge, a second origin, and the 5 s after which silence counts. */
export class ChannelStage {
  readonly bridge = new ScriptedBridge();
  readonly puppets: Puppets;
  readonly silence = new HeldTimers((delayMs) => delayMs === 5000);

  private constructor(puppets: Puppets) {
    this.puppets = puppets;
  }

  static async set(): Promise<ChannelStage> {
    return new ChannelStage(await Puppets.listen());
  }

  strike(): void {
    this.silence.restore();
    this.puppets.stop();
  }
}

/** A store of the platform, whose page is to tell that it is ready. */
export function mountStore(
  { apiUrl, communityId }: ScriptedBridge,
  getFrameToken: GetToken | null = null,
): Promise<ReturningChannel> {
  return fixture(html`
    <returning-channel
      api-url=${apiUrl}
      community-id=${communityId}
      widget="store"
      widget-id="abc"
      load="eager"
      .getFrameToken=${getFrameToken}
    ></returning-channel>
  `);
}

/** One whose page tells at once that it is ready. */
export async function mountReady({ bridge, puppets }: ChannelStage): Promise<ReturningChannel> {
  await nameStore(bridge, puppets.url([ready]));
  const element = await mountStore(bridge);
  await element.ready;
  return element;
}

/** One whose page has loaded and said nothing for 5 s. */
export async function mountSilent({ bridge, puppets, silence }: ChannelStage): Promise<ReturningChannel> {
  await nameStore(bridge, puppets.url());
  const element = await mountStore(bridge);
  await puppets.arrival(await frameOf(element));
  silence.fire();
  await until(() => element.status === 'error');
  return element;
}

/** A channel of the bridge. */
export function mountChannel({ apiUrl, communityId }: ScriptedBridge, channelId: string): Promise<ReturningChannel> {
  return fixture(html`
    <returning-channel api-url=${apiUrl} community-id=${communityId} channel-id=${channelId} load="eager">
    </returning-channel>
  `);
}

/** Any page. */
export function mountPage(src: string): Promise<ReturningChannel> {
  return fixture(html`<returning-channel src=${src} load="eager"></returning-channel>`);
}

export async function frameOf(element: ReturningChannel): Promise<HTMLIFrameElement> {
  await until(() => element.shadowRoot?.querySelector('iframe') !== null);
  return part(element, 'frame') as HTMLIFrameElement;
}

/** A bridge that names a page as the platform's store. */
export async function nameStore(bridge: ScriptedBridge, url: string): Promise<void> {
  await bridge.answer('frames/store/abc', { url, origin: new URL(url).origin });
}

export function isVisible(frame: HTMLElement): boolean {
  return getComputedStyle(frame).visibility === 'visible';
}
