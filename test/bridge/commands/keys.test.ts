import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AccessKeys } from '../../../src/bridge/access/keys.ts';
import { runKeysCommand, type CommandResult } from '../../../src/bridge/commands/keys.ts';
import { memoryStore } from '../../support/community.ts';

type Run = (...args: string[]) => Promise<CommandResult>;

function setUp(...communityIds: string[]): { run: Run; keys: AccessKeys } {
  const clock = (): number => Date.parse('2025-09-03T12:00:00.000Z');
  const keys = new AccessKeys({ store: memoryStore(), clock, hasCommunity: (id) => communityIds.includes(id) });
  return { run: (...args) => runKeysCommand(args, { keys, communityIds }), keys };
}

function valueOf(label: string, { lines }: CommandResult): string {
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
    assert.ok(made.ok);
    const proven = await keys.prove(valueOf('accessId', made), valueOf('accessKey', made));
    assert.deepEqual(proven?.origins, ['https://a.example', 'https://b.example']);
    const { lines } = await run('list');
    assert.deepEqual(lines, [
      `${proven.accessId}  active  made 2025-09-03  https://a.example https://b.example  the site`,
    ]);
  });

  it('says of a key without origins that no page may use it', async () => {
    const { run } = setUp('c1');
    assert.match((await run('make')).lines.join(), /no page, only servers/);
  });

  it('revokes a key, also twice', async () => {
    const { run } = setUp('c1');
    const id = valueOf('accessId', await run('make'));
    assert.ok((await run('revoke', id)).ok);
    assert.ok((await run('revoke', id)).ok);
    assert.match((await run('list')).lines.join(), /revoked 2025-09-03/);
  });

  it('asks which community is meant where there are several', async () => {
    const { run } = setUp('c1', 'c2');
    assert.deepEqual(await run('make'), { ok: false, lines: ['Name one of these by --community: c1, c2'] });
    assert.match(valueOf('accessId', await run('make', '--community', 'c2')), /^c2\./);
    assert.deepEqual((await run('list', '--community', 'c1')).lines, ['c1 has no access keys.']);
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
      const { ok, lines } = await run(...args);
      assert.ok(!ok);
      assert.match(lines.join('\n'), says);
      assert.deepEqual((await run('list')).lines, ['c1 has no access keys.']);
    });
  }
});
