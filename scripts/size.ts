import { measureCdnFiles, measureDependencies, measureLive, overBudget, type Measured } from './cdn-size.ts';

/** `npm run size`: what each CDN file weighs, alone and with what a live widget loads later, and the part of it the dependencies set. Fails above a budget. */

const columns = ['file', 'raw', 'gzip', 'brotli', 'budget'];

function rowOf({ name, raw, gzip, brotli, budget }: Measured): string[] {
  return [name, ...[raw, gzip, brotli, budget].map((bytes) => bytes?.toLocaleString('en') ?? '')];
}

function printTable(rows: readonly string[][]): void {
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    console.log(
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    );
  }
}

const files = await measureCdnFiles();
const served = [...files, ...measureLive(files)];
printTable([columns, ...[...served, ...(await measureDependencies())].map(rowOf)]);

const tooBig = served.filter(overBudget);
for (const { name, brotli, budget } of tooBig)
  console.error(`${name}: ${brotli} bytes are over the budget of ${budget}`);
process.exitCode = tooBig.length === 0 ? 0 : 1;
