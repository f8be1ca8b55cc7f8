import type { MessagePage } from '../../schemas/messages.ts';

/** Sample messages, fetched only where they are shown. */
export async function loadSample(): Promise<MessagePage> {
  return (await import('./sample.ts')).sample();
}
