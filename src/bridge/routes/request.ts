import type { Context } from 'hono';
import type * as z from 'zod/mini';
import type { CommunityConfig } from '../../schemas/config.ts';
import { decode, DecodeError } from '../../schemas/decode.ts';
import { onlyCommunity } from '../../schemas/only-community.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { problemResponse, type ProblemCode } from './problem.ts';

/** Ends a request with a problem. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, detail?: string, headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.headers = headers;
  }

  toResponse(): Response {
    return problemResponse(this.code, this.detail, this.headers);
  }
}

/** The community an address names. @throws {RequestProblem} */
export function requireCommunity(c: Context<NodeEnv>, { communities }: RouteContext): CommunityConfig {
  const name = c.req.param('communityId') ?? '';
  const community = communities.findNamed(name);
  if (community !== undefined) return community;
  throw new RequestProblem('unknown-community', name === onlyCommunity ? severalCommunities : undefined);
}

const severalCommunities =
  'This bridge has more than one community: name yours by community-id, or by data-community-id on the script tag.';

/** The query of an address, decoded. @throws {RequestProblem} that names every parameter that does not fit */
export function requireQuery<Schema extends z.ZodMiniType>(c: Context<NodeEnv>, schema: Schema): z.output<Schema> {
  try {
    return decode(schema, c.req.query(), 'the query');
  } catch (error) {
    if (error instanceof DecodeError) throw new RequestProblem('malformed-request', error.message);
    throw error;
  }
}
