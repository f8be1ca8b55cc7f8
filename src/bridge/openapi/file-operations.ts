import type { Operation } from './operation.ts';

const script = 'text/javascript';
const anyOfThem = [script, 'text/css', 'application/json', 'text/markdown'];

function fileOperation(path: string, id: string, summary: string, contentType: string | readonly string[]): Operation {
  const answer = { description: 'The file', contentType, isSnapshot: true } as const;
  return { method: 'get', path, id, summary, answer, problems: ['not-found'] };
}

/** The widgets' files, where `WIDGETS_DIR` names them. One route serves them all; see `readServedFiles`. */
export const fileOperations: readonly Operation[] = [
  fileOperation('/loader.js', 'readLoader', 'The script that loads what a page uses', script),
  fileOperation('/widgets.js', 'readWidgets', 'All widgets in one script', script),
  fileOperation('/{file}', 'readFile', 'A script, or a paper of this version', anyOfThem),
  fileOperation('/{folder}/{file}', 'readFileInFolder', 'A part of a script, or a look', anyOfThem),
  fileOperation('/w/{version}/{file}', 'readVersionFile', 'The same of one version; it never changes', anyOfThem),
  fileOperation('/w/{version}/{folder}/{file}', 'readVersionFileInFolder', 'The same of one version; it never changes', anyOfThem), // prettier-ignore
];
