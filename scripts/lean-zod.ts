import type { Plugin } from 'vite';

/** Schemas that wait for something, and those that are run backwards. */
const otherModes = /[\w.]+ instanceof Promise\b|ctx\.direction === "backward"/g;

/** Statements that prepare a schema to be part of a template literal or a discriminated union, or a Standard Schema. */
const otherUses =
  /^ +(?=util\.defineLazy\(inst(?:\._zod)?, "(?:pattern|values|propValues|~standard)"|inst\._zod\.pattern = )/gm;

/**
 * Leaves out of zod what no schema of the widgets asks for, and no bundler can tell is never reached: of all that
 * travels 0.9 kB. It goes by how zod is written: `test/package/lean-zod.test.ts` says when that changes.
 */
export function leanZod(): Plugin {
  return {
    name: 'lean-zod',
    transform: {
      filter: { id: /\/zod\/v4\/core\// },
      handler: (code) => ({
        code: code.replaceAll(otherModes, 'false').replaceAll(otherUses, 'if (false) '),
        map: null,
      }),
    },
  };
}
