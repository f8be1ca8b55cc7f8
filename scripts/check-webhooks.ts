import { parseArgs } from 'node:util';
import { checkWebhooks, type CheckedDelivery, type CheckOptions } from './check-webhooks-run.ts';

/**
 * `npm run check:webhooks -- http://localhost:4400`: sends every fixture to a running bridge, plain, encrypted (GCM, CBC),
 * repeated and shuffled, and prints what became of each. Fails when one did not end as it should.
 */

const USAGE = `npm run check:webhooks -- <address of the bridge, for instance http://localhost:4400>
  --hook-secret <secret>           the last part of the hook's address  (default: the demo's)
  --slack-signing-secret <secret>  what Slack's deliveries are signed with  (default: the demo's)
  --encryption-key <key>           32 characters  (default: the demo's)
The fixtures belong to the demo's community, 6502564c5c09c0a, and to its Slack workspace, T123ABC456.`;

const columns = ['fixture', 'way', 'status', 'outcome', 'expected', 'ok'];

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return fail(USAGE);
  try {
    return report(await checkWebhooks(options));
  } catch (error) {
    return fail(`No bridge answers at ${options.url}: ${reasonOf(error)}.`);
  }
}

function readOptions(): CheckOptions | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'hook-secret': { type: 'string', default: 'demo-hook-secret' },
        'slack-signing-secret': { type: 'string', default: 'demo-slack-signing-secret' },
        'encryption-key': { type: 'string', default: 'demo-hook-encryption-key-32-char' },
      },
    });
    const [url, ...more] = positionals;
    const encryptionKey = values['encryption-key'];
    if (
      url === undefined ||
      more.length > 0 ||
      !/^https?:\/\//.test(url) ||
      !URL.canParse(url) ||
      Buffer.byteLength(encryptionKey) !== 32
    )
      return undefined;
    return {
      url,
      hookSecret: values['hook-secret'],
      slackSigningSecret: values['slack-signing-secret'],
      encryptionKey,
      now: Date.now,
      random: Math.random,
    };
  } catch {
    return undefined;
  }
}

function report(checked: readonly CheckedDelivery[]): number {
  const rows = [columns, ...checked.map(rowOf)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  const okCount = checked.filter(({ isOk }) => isOk).length;
  console.log(`\n${okCount} of ${checked.length} deliveries ended as expected.`);
  return okCount === checked.length ? 0 : 1;
}

function rowOf({ fixture, way, answer, expected, isOk }: CheckedDelivery): string[] {
  const [status = '', outcome = ''] = answer.split(' ');
  return [fixture.name, way, status, outcome, expected.join(' or '), isOk ? 'ok' : '✗'];
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}

function fail(text: string): number {
  console.error(text);
  return 1;
}
