// `npm run test:training [-- <python>]`: the tests of apps/infer/training, with the first Python that has what they need.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fail, root } from './prepare.mjs';

const NEEDED = 'import numpy, PIL, torch';
const candidates = process.argv[2] ? [process.argv[2]] : ['python3', '/usr/bin/python3'];
const python = candidates.find((path) => spawnSync(path, ['-c', NEEDED]).status === 0);
if (python === undefined) {
  fail(
    `the training tests were not run: PyTorch, NumPy or Pillow is missing from ${candidates.join(' and ')}. ` +
      'On Debian: apt-get install python3-torch python3-numpy python3-pil. Another Python: npm run test:training -- <python>.',
  );
}
const { status } = spawnSync(python, ['-m', 'unittest', 'discover', '-t', '.', '-s', 'tests'], {
  cwd: join(root, 'apps/infer/training'),
  stdio: 'inherit',
  env: { OMP_WAIT_POLICY: 'passive', ...process.env },
});
process.exit(status ?? 1);
