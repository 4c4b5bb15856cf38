// What `npm start` and `npm test` share: dependencies in place, build up to date. Node built-ins only,
// since this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** npm warns of the line in .npmrc that older versions of it need, once for each command. */
export const quietEnv = {
  TURBO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  npm_config_loglevel: 'error',
};

/** Run a command with its output shown; ends this process with one sentence where it fails. */
export function run(command, args, failure, env = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...quietEnv, ...env },
  });
  if (done.status !== 0)
    fail(
      `${failure} (${[command, ...args].join(' ')} ended with ${done.status ?? done.signal ?? done.error?.message}).`,
    );
}

export function fail(sentence) {
  console.error(`\nToile: ${sentence}`);
  process.exit(1);
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 9))
    fail(`Node 20.9 or newer is needed; this is ${process.versions.node}.`);
}

/** Install the locked dependencies unless the ones in place are of this lock file and this platform. */
export function ensureInstalled() {
  const wanted = digest([
    readFileSync(join(root, 'package-lock.json')),
    `${process.platform} ${process.arch} ${process.versions.modules}`,
  ]);
  const stamp = join(root, 'node_modules', '.toile-installed');
  if (readStamp(stamp) === wanted) return;
  console.log('Toile: installing dependencies (once)…');
  run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'The dependencies could not be installed',
  );
  writeFileSync(stamp, wanted);
}

/** Build every package unless the build in place is of these sources. */
export function ensureBuilt() {
  const wanted = digest(sources().flatMap((file) => [relative(root, file), readFileSync(file)]));
  const stamp = join(root, 'node_modules', '.toile-built');
  if (readStamp(stamp) === wanted && existsSync(join(root, 'apps/web/.next/BUILD_ID'))) return;
  console.log('Toile: building (once for each change)…');
  run(
    'npx',
    ['--no-install', 'turbo', 'run', 'build', '--ui=stream', '--output-logs=new-only'],
    'The build failed',
  );
  writeFileSync(stamp, wanted);
}

function sources() {
  const files = ['package-lock.json', 'tsconfig.base.json', 'turbo.json'].map((name) => join(root, name));
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) walk(path);
      } else if (!/\.(test|conformance)\.tsx?$|tsbuildinfo$|next-env\.d\.ts$/.test(entry.name)) {
        files.push(path);
      }
    }
  };
  for (const top of ['apps', 'packages']) walk(join(root, top));
  return files.sort();
}

const skipped = new Set([
  'node_modules',
  'dist',
  '.next',
  '.turbo',
  'packs',
  'fixtures',
  'training',
  'bench',
]);

const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
