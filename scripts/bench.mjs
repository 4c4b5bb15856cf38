// `npm run bench:<name> -- …`: build the worker, then run apps/infer/bench/<name>.mjs with the options given.
import { join } from 'node:path';
import { root, run } from './prepare.mjs';

const [name, ...options] = process.argv.slice(2);
run(
  'npx',
  [
    '--no-install',
    'turbo',
    'run',
    'build',
    '--ui=stream',
    '--output-logs=errors-only',
    '--filter=@toile/infer...',
  ],
  'The build failed',
);
run('node', [join(root, 'apps/infer/bench', `${name}.mjs`), ...options], 'The benchmark failed');
