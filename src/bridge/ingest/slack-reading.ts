import type { Fact } from '../../schemas/fact.ts';
import type { SlackEnvelope } from '../../schemas/slack-webhook.ts';
import { slackClaim } from './delivery-claim.ts';
import { clampAhead, slackTimeMs } from './event-time.ts';
import type { UnknownEvent, Unreadable } from './reading.ts';

export type SlackReading = SlackChallenge | SlackFact | SlackIgnored | UnknownEvent | Unreadable;

export interface SlackChallenge {
  readonly type: 'challenge';
  /** Goes back to Slack as it came. */
  readonly challenge: string;
}

export interface SlackFact {
  readonly type: 'fact';
  /** The workspace, by which the community is found. */
  readonly teamId: string;
  readonly fact: Fact;
}

/** Understood, and nothing a board or a feed counts. */
export interface SlackIgnored {
  readonly type: 'ignored';
  readonly reason: 'bot' | 'direct-message' | 'not-a-message' | 'not-a-post' | 'rate-limited' | 'text-unchanged';
}

/** Reads the events of one kind. @param body what `parseJson` answered, for its schema to decode */
export type SlackEventReader = (body: unknown, envelope: SlackEnvelope, nowMs: number) => SlackFact | SlackIgnored;

export function slackFact(envelope: SlackEnvelope, fact: Fact): SlackFact {
  return { type: 'fact', teamId: envelope.team_id, fact };
}

export function ignored(reason: SlackIgnored['reason']): SlackIgnored {
  return { type: 'ignored', reason };
}

/** What every fact out of a delivery says. A retry has the same `event_id`, whatever its headers. */
export function slackOrigin(envelope: SlackEnvelope, timestamp: string, nowMs: number) {
  return {
    source: 'slack',
    at: clampAhead(slackTimeMs(timestamp), nowMs),
    delivery: slackClaim(envelope.event_id),
  } as const;
}

/** A `ts` is unique only within its channel. */
export function slackMessageId(channel: string, timestamp: string): string {
  return `${channel}:${timestamp}`;
}
