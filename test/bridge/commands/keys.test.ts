import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AccessKeys } from '../../../src/bridge/access/keys.ts';
import { CommandError } from '../../../src/bridge/commands/command.ts';
import { runKeysCommand } from '../../../src/bridge/commands/keys.ts';
import { Communities } from '../../../src/bridge/communities.ts';
import { community, memoryStore } from '../../support/community.ts';

/** Runs the command as a person does. @returns the lines it printed */
type Run = (...args: string[]) => Promise<string[]>;

function setUp(...communityIds: string[]): { run: Run; keys: AccessKeys } {
  const clock = (): number => Date.parse('2025-09-03T12:00:00.000Z');
  const keys = new AccessKeys({ store: memoryStore(), clock, hasCommunity: (id) => communityIds.includes(id) });
  const communities = new Communities({ communities: communityIds.map((id) => ({ ...community, id })) });
  const run: Run = async (...args) => {
    const lines: string[] = [];
    const call = { args, cwd: '/', print: (line: string) => lines.push(line), signal: new AbortController().signal };
    await runKeysCommand(call, { keys, communities });
    return lines;
  };
  return { run, keys };
}

function valueOf(label: string, lines: readonly string[]): string {
  return lines.find((line) => line.startsWith(`${label}:`))!.replace(/^\w+:\s+/, '');
}

describe('keys', () => {
  it('makes a key for the only community, and shows it this once', async () => {
    const { run, keys } = setUp('c1');
    const made = await run(
      'make',
      '--name',
      'the site',
      '--origin',
      'https://a.example',
      '--origin',
      'https://b.example',
    );
    const proven = await keys.prove(valueOf('accessId', made), valueOf('accessKey', made));
    assert.deepEqual(proven?.origins, ['https://a.example', 'https://b.example']);
    assert.deepEqual(await run('list'), [
      `${proven.accessId}  active  made 2025-09-03  https://a.example https://b.example  the site`,
    ]);
  });

  it('says of a key without origins that no page may use it', async () => {
    const { run } = setUp('c1');
    assert.match((await run('make')).join(), /no page, only servers/);
  });

  it('revokes a key, also twice', async () => {
    const { run } = setUp('c1');
    const id = valueOf('accessId', await run('make'));
    await run('revoke', id);
    await run('revoke', id);
    assert.match((await run('list')).join(), /revoked 2025-09-03/);
  });

  it('asks which community is meant where there are several', async () => {
    const { run } = setUp('c1', 'c2');
    await assert.rejects(run('make'), new CommandError('Name one of these by --community: c1, c2'));
    assert.match(valueOf('accessId', await run('make', '--community', 'c2')), /^c2\./);
    assert.deepEqual(await run('list', '--community', 'c1'), ['c1 has no access keys.']);
  });

  const mistakes: readonly (readonly [args: string[], says: RegExp])[] = [
    [[], /Usage/],
    [['forge'], /Usage/],
    [['revoke'], /Usage/],
    [['list', 'c1'], /Usage/],
    [['revoke', 'c1.a', 'c1.b'], /Usage/],
    [['make', '--colour', 'red'], /Usage/],
    [['make', '--community', 'c9'], /--community: c1/],
    [['make', '--origin', 'https://a.example/'], /Not an origin.*https:\/\/a\.example\//],
    [['make', '--origin', 'null'], /Not an origin/],
    [['make', '--name', 'x'.repeat(101)], /at most 100/],
    [['revoke', 'c1.nothing'], /no access key c1\.nothing/],
  ];
  for (const [args, says] of mistakes) {
    it(`does nothing on "keys ${args.join(' ').slice(0, 60)}", and says why`, async () => {
      const { run } = setUp('c1');
      await assert.rejects(run(...args), (error) => error instanceof CommandError && says.test(error.message));
      assert.deepEqual(await run('list'), ['c1 has no access keys.']);
    });
  }
});
