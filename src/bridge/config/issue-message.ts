import * as z from 'zod/mini';

type Issue = z.core.$ZodRawIssue;

/**
 * What is wrong with a value and what it must be, in words for whoever wrote it. Never the value itself, which may be a
 * secret.
 */
export function issueMessage(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeMessage(issue.expected, issue.input);
    case 'invalid_value':
      return `must be ${alternatives(issue.values)}`;
    case 'too_small':
      return sizeMessage(issue.origin, Number(issue.minimum), 'least');
    case 'too_big':
      return sizeMessage(issue.origin, Number(issue.maximum), 'most');
    case 'unrecognized_keys':
      return unknownFieldsMessage(issue.keys, issue.inst);
    case 'invalid_union':
      return Array.isArray(issue['options'])
        ? `must be ${alternatives(issue['options'])}`
        : 'has none of the forms it may have';
    case 'invalid_key':
      return `its name ${issue.issues.map(({ message }) => message).join(', ')}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
    case 'invalid_element':
    case 'custom':
    case undefined:
      return 'does not have the form it must have';
    default:
      return issue satisfies never;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, [ … ]',
  object: 'an object, { … }',
  record: 'an object, { … }',
  null: 'null',
};

function typeMessage(expected: string, input: unknown): string {
  const wanted = typeWords[expected] ?? expected;
  if (input === undefined) return `is missing: it must be ${wanted}`;
  const given = typeWords[typeOf(input)];
  return expected === 'int' && typeof input === 'number' ? `must be ${wanted}` : `must be ${wanted}, and is ${given}`;
}

function typeOf(input: unknown): string {
  if (input === null) return 'null';
  return Array.isArray(input) ? 'array' : typeof input;
}

function sizeMessage(origin: string, limit: number, end: 'least' | 'most'): string {
  const unit = { string: ['character', 'characters'], array: ['entry', 'entries'] }[origin];
  if (unit === undefined) return `must be ${limit} or ${end === 'least' ? 'more' : 'less'}`;
  if (end === 'least' && limit === 1) return 'must not be empty';
  return `must have at ${end} ${limit} ${unit[limit === 1 ? 0 : 1]}`;
}

function unknownFieldsMessage(keys: readonly string[], schema: Issue['inst']): string {
  const names = keys.map((key) => `"${key}"`).join(', ');
  const known = schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape).join(', ') : '';
  return `has no field ${names}: take it out, or see whether it is one of these: ${known}`;
}

function alternatives(values: readonly unknown[]): string {
  const [last, ...others] = values.map((value) => JSON.stringify(value)).reverse();
  return others.length === 0 ? `${last}` : `${others.reverse().join(', ')} or ${last}`;
}
