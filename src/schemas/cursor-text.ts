import { cursorPattern } from './cursor.ts';
import { textLike } from './primitives.ts';

/** A cursor in the form that travels: `<epoch>.<sequence>`. */
export const cursorText = textLike(cursorPattern, 'must be <epoch>.<sequence>');
