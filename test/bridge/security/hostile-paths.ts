const targets = ['secret.js', 'secret.json', 'etc/passwd'];
const climbs = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%5c', '..\\', '..%2f', '%2e%2e%2f', '%c0%ae%c0%ae', '....//'];
const starts = ['/', '/chunks/', '//', '/chunks/./', '/demo/', '/w/', '/w/1.2.3/'];
const escapes = starts.flatMap((start) =>
  climbs.flatMap((climb) =>
    targets.flatMap((target) => [1, 2, 6].map((times) => `${start}${`${climb}/`.repeat(times)}${target}`)),
  ),
);
const others = [
  '/%00',
  '/loader.js%00.html',
  '/%',
  '/chunks/%',
  `/${'a'.repeat(10_000)}`,
  '/.git/config',
  '//etc/passwd',
];
/** Paths that would leave the folders of a bridge, or break its reading of them. */
export const hostilePaths: readonly string[] = [...escapes, ...others];
