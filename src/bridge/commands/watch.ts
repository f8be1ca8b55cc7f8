import { once } from 'node:events';
import type { WatchedDelivery } from '../delivery-watch.ts';
import { CommandError, type CommandCall, type CommandContext } from './command.ts';

/** Prints each delivery as it is accepted or refused, until the caller leaves. */
export async function runWatchCommand(
  { print, signal }: CommandCall,
  { deliveries }: CommandContext,
): Promise<boolean> {
  if (deliveries === undefined) throw new CommandError('No bridge runs with this DATA_DIR: start one to watch it.');
  print('Watching for deliveries; Ctrl-C ends it.');
  const stop = deliveries.watch((delivery) => print(describeDelivery(delivery, new Date())));
  if (!signal.aborted) await once(signal, 'abort');
  stop();
  return true;
}

/** One line: when, how it ended, which platform, of what, and why. */
export function describeDelivery({ event, fields }: WatchedDelivery, at: Date): string {
  const { platform, community, kind, name, code, reason, mistakes } = fields;
  const parts = [
    at.toISOString().slice(11, 19),
    event.slice('hook-'.length).padEnd(13),
    String(platform).padEnd(9),
    kind ?? (name === undefined ? undefined : `"${String(name)}"`),
    community === undefined ? undefined : `community ${String(community)}`,
    code === undefined ? undefined : `${String(code)}:`,
    reason === undefined ? undefined : (reasons[String(reason)] ?? String(reason)),
    Array.isArray(mistakes) ? mistakes.join('; ') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('  ');
}

/** What refusals mean that an operator can do something about. */
const reasons: Readonly<Record<string, string>> = {
  'secret-unknown': 'the last part of the address is none of the configured hookSecrets',
  'timestamp-malformed': 'X-Slack-Request-Timestamp is missing or no time',
  'timestamp-too-far': "X-Slack-Request-Timestamp is more than 5 minutes from this machine's clock",
  'signature-malformed': 'X-Slack-Signature is missing or no signature',
  'signature-wrong': 'it is signed with none of the configured slack.signingSecrets',
  'team-not-configured': "its workspace is in no community's slackTeams",
  'body-cut-off': 'the body ended before its end',
};
