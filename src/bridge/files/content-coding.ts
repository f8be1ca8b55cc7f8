/** The content codings files are also kept in, the best first, with what their names then end in. */
export const codings = { br: '.br', gzip: '.gz' } as const;

export type Coding = keyof typeof codings;
