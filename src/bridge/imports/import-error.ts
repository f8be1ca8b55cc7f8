/** An import can't be done as it was asked for; nothing was imported. The message is for the person who asked. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code = 'import-refused';
}
