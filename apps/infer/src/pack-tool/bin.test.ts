import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const BIN = fileURLToPath(new URL('../../bin/toile-pack.js', import.meta.url));

// Without the flags that make tests see sources: the built tool, as people run it.
const started = (...argv: string[]) => run(process.execPath, [BIN, ...argv]);

it('runs as a program, with exit codes that scripts can tell apart', async () => {
  const { stdout } = await started('--help');
  expect(stdout).toContain('usage: toile-pack <command>');
  await expect(started('paint')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no command paint'),
  });
  await expect(started('inspect', '/nowhere/at/all')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('/nowhere/at/all'),
  });
});
