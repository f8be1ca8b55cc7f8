import * as z from 'zod/mini';
import { badge, badgeShelf } from '../../schemas/badges.ts';
import { describeChecks } from '../../schemas/describe-checks.ts';
import { controlEvents } from '../../schemas/control-events.ts';
import { channelDetail, frame } from '../../schemas/frames.ts';
import { boardList } from '../../schemas/board-list.ts';
import { leaderboard, leaderboardEntry } from '../../schemas/leaderboard.ts';
import { dataEvents } from '../../schemas/live-event.ts';
import { member } from '../../schemas/member.ts';
import { message, messagePage } from '../../schemas/messages.ts';
import { httpsUrl, instant, pageUrl } from '../../schemas/primitives.ts';
import { problem } from '../../schemas/problem.ts';
import { richText } from '../../schemas/rich-text.ts';
import { tokenRequest } from '../routes/embed-tokens.ts';
import { linkBody } from '../routes/members.ts';
import { oembedAnswer } from '../routes/oembed.ts';

/** A schema as OpenAPI 3.1 writes it: JSON Schema 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a hook gets once it is durable. */
export const hookAnswer = z.object({ status: z.enum(['accepted', 'duplicate']) });

/** As the platform's own widgets read it. `expiresIn`: seconds. */
export const tokenAnswer = z.object({
  data: z.object({ embedToken: z.string(), expiresIn: z.int().check(z.minimum(1)) }),
});

export const liveness = z.object({ status: z.literal('ok') });

const howMany = z.int().check(z.minimum(0));

/** What is gone with a member. */
export const erasure = z.object({
  erased: z.literal(true),
  facts: howMany,
  messages: howMany,
  standings: howMany,
  deadLetters: howMany,
});

/** `merged`: the other platform's person was a member already, and both are one now. */
export const linkAnswer = z.object({ linked: z.literal(true), merged: z.boolean() });

export const readiness = z.object({ status: z.literal('ready') });

const named = {
  Problem: problem,
  Member: member,
  BoardList: boardList,
  Leaderboard: leaderboard,
  LeaderboardEntry: leaderboardEntry,
  RichText: richText,
  Message: message,
  MessagePage: messagePage,
  ChannelDetail: channelDetail,
  Frame: frame,
  Badge: badge,
  BadgeShelf: badgeShelf,
  HookAnswer: hookAnswer,
  TokenRequest: tokenRequest,
  TokenAnswer: tokenAnswer,
  Liveness: liveness,
  Readiness: readiness,
  Erasure: erasure,
  LinkRequest: linkBody,
  LinkAnswer: linkAnswer,
  OembedAnswer: oembedAnswer,
};

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
for (const [name, schema] of Object.entries({ ...dataEvents, ...controlEvents })) {
  registry.add(schema, { id: eventName(name) });
}

/** What tells the document's reader more than the check that stands behind it, which is code. */
const formats = new Map<z.core.$ZodType, string>([
  [instant, 'date-time'],
  [httpsUrl, 'uri'],
  [pageUrl, 'uri'],
]);

/** Every schema that has a name, by that name. */
export function componentSchemas(): Readonly<Record<string, JsonSchema>> {
  const { schemas } = z.toJSONSchema(registry, { ...options, uri: pointerTo });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema)]));
}

/** @throws for a schema that has no name: then the document would not say what it is */
export function referenceTo(schema: z.core.$ZodType): { readonly $ref: string } {
  const id = registry.get(schema as z.ZodMiniType)?.id;
  if (id === undefined) throw new Error('A schema that the OpenAPI document points to has no name there.');
  return { $ref: pointerTo(id) };
}

export function inlineSchema(schema: z.ZodMiniType): JsonSchema {
  return withoutIdentity(z.toJSONSchema(schema, options));
}

/** Where each event of a stream is described. */
export function eventReferences(): Readonly<Record<string, { readonly $ref: string }>> {
  const names = [...Object.keys(dataEvents), ...Object.keys(controlEvents)];
  return Object.fromEntries(names.map((name) => [name, { $ref: pointerTo(eventName(name)) }]));
}

const options = {
  target: 'draft-2020-12',
  // As values are sent. Readers pass over what they don't know, so that more can be told one day.
  io: 'input',
  unrepresentable: 'any',
  override: ({ zodSchema, jsonSchema }) => {
    describeChecks(zodSchema, jsonSchema);
    const format = formats.get(zodSchema);
    if (format !== undefined) jsonSchema.format = format;
  },
} as const satisfies z.core.ToJSONSchemaParams;

function eventName(name: string): string {
  return `event.${name}`;
}

function pointerTo(id: string): string {
  return `#/components/schemas/${id}`;
}

// The document says its dialect once, and where a schema stands is its identity.
function withoutIdentity({ $schema: _dialect, $id: _identity, ...schema }: Record<string, unknown>): JsonSchema {
  return schema;
}
