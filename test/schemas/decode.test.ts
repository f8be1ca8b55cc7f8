import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { decode, DecodeError } from '../../src/schemas/decode.ts';

const schema = z.object({ user: z.object({ id: z.string('must be a text') }), count: z.int('must be a whole number') });

function errorOf(value: unknown): DecodeError {
  try {
    decode(schema, value, 'the answer');
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('decode', () => {
  it('answers what fits, without keys nobody knows', () => {
    const value = { user: { id: 'a', email: 'jane@example.com' }, count: 1 };
    assert.deepEqual(decode(schema, value, 'the answer'), { user: { id: 'a' }, count: 1 });
  });

  it('lists every mistake with its place', () => {
    assert.deepEqual(errorOf({ user: { id: 5 }, count: 'many' }).mistakes, [
      { path: 'user.id', message: 'must be a text' },
      { path: 'count', message: 'must be a whole number' },
    ]);
  });

  it('names what did not fit and quotes nothing of it', () => {
    const { message } = errorOf({ user: { id: ['s3cret'] }, count: 's3cret' });
    assert.equal(message, 'the answer does not fit: user.id: must be a text; count: must be a whole number');
  });
});
