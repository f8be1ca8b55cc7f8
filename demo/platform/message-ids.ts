/**
 * Makes message ids as the platform's are: 24 hexadecimal digits, built as a MongoDB ObjectId (4 bytes of seconds,
 * 5 random bytes of this run, a 3-byte counter). A restarted stand-in so never repeats an id the bridge has seen.
 */
export function messageIds(random: () => number, now: () => number): () => string {
  const run = hex(Math.floor(random() * 0x1_00_0000_0000), 10);
  let count = 0;
  return () => hex(Math.floor(now() / 1000), 8) + run + hex(count++ % 0x100_0000, 6);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
