import type * as z from 'zod/mini';
import type { CheckParams } from './primitives.ts';

/** For `z.toJSONSchema`: writes down what the checks of `primitives.ts` allow, which are code to it. */
export function describeChecks(schema: z.core.$ZodType, jsonSchema: z.core.JSONSchema.BaseSchema): void {
  for (const check of schema._zod.def.checks ?? []) {
    const { params = {} } = check._zod.def as { readonly params?: CheckParams };
    if (params.pattern) jsonSchema.pattern = params.pattern.source;
    if (params.minLength !== undefined) jsonSchema.minLength = params.minLength;
    if (params.maxLength !== undefined)
      jsonSchema[schema._zod.def.type === 'array' ? 'maxItems' : 'maxLength'] = params.maxLength;
    if (params.minimum === undefined) continue;
    jsonSchema.type = 'integer';
    jsonSchema.minimum = params.minimum;
  }
}
