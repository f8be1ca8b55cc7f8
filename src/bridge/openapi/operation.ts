import type * as z from 'zod/mini';
import type { ProblemCode } from '../routes/problem.ts';

/** How a caller shows who they are; see `securitySchemes` in `openapi.ts`. */
export type SecurityName = 'embedToken' | 'accessKey' | 'metricsKey' | 'slackSignature';

/** What a route takes and answers. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  /** As OpenAPI writes it: `/v1/communities/{communityId}/…`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  /** `optional`: it answers without it too. */
  readonly security?: { readonly name: SecurityName; readonly optional?: true };
  readonly query?: z.ZodMiniObject;
  /** Request headers by name, with what they are for. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly description: string; readonly schema?: z.ZodMiniType };
  readonly answer: Answer;
  readonly problems: readonly ProblemCode[];
}

export interface Answer {
  readonly description: string;
  /** One, or any of some. Default: JSON. */
  readonly contentType?: string | readonly string[];
  /** Of JSON. */
  readonly schema?: z.core.$ZodType;
  /** What it answers instead to some, as text. */
  readonly textFor?: string;
  /** Whether it can be asked for again with `If-None-Match`. */
  readonly isSnapshot?: true;
}
