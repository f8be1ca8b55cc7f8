const problems: Readonly<Record<string, string>> = {
  EACCES: "the bridge's user may not",
  EPERM: "the bridge's user may not",
  EISDIR: 'it is a folder',
};

/** Why a file could not be read: `absent`, or the words for whoever named it. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  return problems[code] ?? (error instanceof Error ? error.message : String(error));
}
