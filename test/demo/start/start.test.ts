import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const start = join(import.meta.dirname, '../../../demo/start.ts');

describe('npm start', () => {
  it('says in one line that its port is taken, and fails', async () => {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? `${address.port}` : '';
    const { code, output } = await runStart({ PORT: port });
    server.close();
    assert.equal(code, 1);
    assert.equal(output, `Port ${port} is taken: end what uses it, or run "PORT=4500 npm start".\n`);
  });
});

function runStart(env: Record<string, string>): Promise<{ code: unknown; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [start], { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}
