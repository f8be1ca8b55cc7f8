import assert from 'node:assert/strict';
import { decode } from '../../src/schemas/decode.ts';
import { problem, type Problem } from '../../src/schemas/problem.ts';

/** Asserts that an answer is a problem of this kind, whole: status, type, schema. */
export async function assertProblem(response: Response, status: number, code: string): Promise<Problem> {
  // Before the body is read: where the answer is a stream, it never ends.
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const body = decode(problem, await response.json(), 'the problem');
  assert.equal(body.code, code);
  assert.equal(response.status, status);
  assert.equal(body.status, status);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return body;
}
