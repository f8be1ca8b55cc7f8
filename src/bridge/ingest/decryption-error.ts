/** What did not fit, for our own log. */
export type DecryptionMistake =
  | 'body-not-json'
  | 'field-missing'
  | 'header-missing'
  | 'encoding-wrong'
  | 'text-too-short'
  | 'text-not-whole-blocks'
  | 'iv-length-wrong'
  | 'tag-length-wrong'
  | 'tag-or-key-wrong'
  | 'padding-or-key-wrong'
  | 'content-not-json'
  | 'cbc-unproven';

/**
 * An encrypted body could not be opened. Its sender is told no more than that: who may ask why a text does not open learns
 * what is in it, byte for byte (Vaudenay, "Security Flaws Induced by CBC Padding", 2002).
 */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';
  readonly code = 'decryption-failed';
  /** One, or one for each mode that was tried. */
  readonly mistakes: readonly DecryptionMistake[];

  constructor(mistakes: readonly DecryptionMistake[]) {
    super(`The body could not be decrypted: ${mistakes.join(', ')}.`);
    this.mistakes = mistakes;
  }
}
