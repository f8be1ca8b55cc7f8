import fc from 'fast-check';

// The same values each time unless asked for others: a change is then judged by what it changes, and not by luck.
const asked = process.env['FC_SEED'];
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20_261_122) });
