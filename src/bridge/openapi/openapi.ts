import { componentSchemas, eventReferences, inlineSchema, referenceTo, type JsonSchema } from './schemas.ts';
import type { Answer, Operation, SecurityName } from './operation.ts';
import { metricsOperation, operations } from './operations.ts';
import { problems, type ProblemCode } from '../routes/problem.ts';
import { onlyCommunity } from '../../schemas/only-community.ts';
import { problem } from '../../schemas/problem.ts';

export interface DescribedBridge {
  /** What stands before the bridge's own paths. */
  readonly basePath: string;
  readonly hasMetrics: boolean;
}

type Part = Readonly<Record<string, unknown>>;

/** The bridge's HTTP surface as OpenAPI 3.1 describes it, made of the schemas that the bridge itself decodes with. */
export function describeBridge({ basePath, hasMetrics }: DescribedBridge): Part {
  return {
    openapi: '3.1.1',
    info: { title: 'returning-widgets bridge', version: '1' },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: basePath === '' ? '/' : basePath }],
    paths: pathsOf(hasMetrics ? [...operations, metricsOperation] : operations),
    components: { schemas: componentSchemas(), securitySchemes },
  };
}

const securitySchemes: Readonly<Record<SecurityName, Part>> = {
  embedToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An embed token of the community.' },
  accessKey: { type: 'http', scheme: 'basic', description: 'The access id and the access key. From servers only.' },
  metricsKey: { type: 'http', scheme: 'bearer', description: 'The key of server.metrics.' },
  slackSignature: { type: 'apiKey', in: 'header', name: 'X-Slack-Signature', description: 'As Slack signs: "v0=…".' },
};

/** Can happen to any of them. */
const commonProblems: readonly ProblemCode[] = ['internal', 'store-unavailable'];

const parameterDescriptions: Readonly<Record<string, string>> = {
  communityId: `The id of a community; "${onlyCommunity}" for the bridge’s community, where it has only one.`,
  secret: 'One of the community’s hookSecrets.',
  version: 'A version of the widgets that is kept, for instance 1.2.3.',
  memberId: 'A member’s id, or for reading "me".',
  limit: 'How many at most, from 1 to 100.',
  before: 'The nextBefore of the page before.',
  since: 'A cursor that the answer must reach.',
  cursor: 'Where to resume.',
  writes: 'Without a value: asks whether the store takes writes, too.',
  url: 'Of the page of a widget, as publicUrl has it.',
  maxwidth: 'In px.',
  maxheight: 'In px.',
  format: 'json, and no other.',
  topics:
    'board/{slug}, board/{slug}/{period}, channel/{id}, member/{id}, member/me, standing/me or community, with commas between.',
};

function pathsOf(described: readonly Operation[]): Part {
  const paths: Record<string, Record<string, Part>> = {};
  for (const operation of described) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return paths;
}

function describe(operation: Operation): Part {
  const { id, summary, security, body } = operation;
  const parameters = [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)];
  return {
    operationId: id,
    summary,
    ...(security !== undefined && { security: [...(security.optional ? [{}] : []), { [security.name]: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: requestBody(body) }),
    responses: responsesOf(operation),
  };
}

function pathParameters({ path }: Operation): Part[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...parameter(name, 'path', { type: 'string' }),
    required: true,
  }));
}

function queryParameters({ query }: Operation): Part[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = inlineSchema(query) as { properties?: Part; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    ...parameter(name, 'query', schema as JsonSchema),
    required: required.includes(name),
  }));
}

function headerParameters({ headers = {} }: Operation): Part[] {
  return Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  }));
}

function parameter(name: string, place: 'path' | 'query', schema: JsonSchema): Part {
  const description = parameterDescriptions[name];
  return { name, in: place, ...(description !== undefined && { description }), schema };
}

function requestBody({ description, schema }: NonNullable<Operation['body']>): Part {
  return { description, required: true, content: jsonContent(schema === undefined ? {} : referenceTo(schema)) };
}

function responsesOf({ answer, problems: codes }: Operation): Part {
  const byStatus = Map.groupBy([...codes, ...commonProblems], (code) => problems[code].status);
  return {
    200: { description: answer.description, content: contentOf(answer) },
    ...(answer.isSnapshot && { 304: { description: 'What "If-None-Match" names is still so' } }),
    ...Object.fromEntries([...byStatus].map(([status, some]) => [status, problemResponse(some)])),
  };
}

function contentOf({ contentType, schema, textFor }: Answer): Part {
  if (contentType === 'text/event-stream') {
    return { [contentType]: { schema: { type: 'string' }, 'x-event-schemas': eventReferences() } };
  }
  if (contentType !== undefined)
    return Object.fromEntries([contentType].flat().map((type) => [type, { schema: bytesAs(type) }]));
  return {
    ...jsonContent(schema === undefined ? { type: 'object' } : referenceTo(schema)),
    ...(textFor !== undefined && { 'text/plain': { schema: { type: 'string', description: textFor } } }),
  };
}

function bytesAs(contentType: string): JsonSchema {
  return contentType === 'application/json' ? {} : { type: 'string' };
}

function jsonContent(schema: JsonSchema): Part {
  return { 'application/json': { schema } };
}

function problemResponse(codes: readonly ProblemCode[]): Part {
  const unique = [...new Set(codes)];
  return {
    description: unique.map((code) => problems[code].title).join('; '),
    content: {
      'application/problem+json': { schema: { ...referenceTo(problem), properties: { code: { enum: unique } } } },
    },
  };
}
