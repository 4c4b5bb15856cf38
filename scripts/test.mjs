// `npm test`: set up what the tests need, then lint, type-check, unit, conformance and browser tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, quietEnv, requireNode, root, run } from './prepare.mjs';

/** Real services that the tests start for themselves, and the Debian package of each. */
const needs = [
  { name: 'Redis', aptPackage: 'redis-server', present: () => onPath('redis-server') },
  { name: 'PostgreSQL', aptPackage: 'postgresql', present: () => onPath('initdb') || debianPostgres() },
  { name: 'Chromium', aptPackage: 'chromium', present: () => onPath('chromium') },
  // The WebGPU provider is tested without a GPU: through the Vulkan loader and Chromium's software driver.
  {
    name: 'the Vulkan loader',
    aptPackage: 'libvulkan1',
    present: () => process.platform !== 'linux' || hasVulkan(),
  },
];

const onPath = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

const hasVulkan = () =>
  spawnSync('sh', ['-c', '(ldconfig -p || /sbin/ldconfig -p) | grep -q libvulkan.so.1']).status === 0;

function debianPostgres() {
  const folder = '/usr/lib/postgresql';
  return (
    existsSync(folder) &&
    readdirSync(folder).some((version) => existsSync(join(folder, version, 'bin/initdb')))
  );
}

function ensureServices() {
  const missing = needs.filter((need) => !need.present());
  if (missing.length === 0) return;
  const names = missing.map((need) => need.name).join(', ');
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    fail(
      `the tests run against the real thing and need ${names}: install ${missing
        .map((need) => need.aptPackage)
        .join(', ')} (on Debian as root: apt-get install), then run npm test again.`,
    );
  }
  console.log(`Toile: installing ${names} from Debian's packages…`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], "Debian's package lists could not be fetched", env);
  const packages = missing.map((need) => need.aptPackage);
  run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    `${names} could not be installed`,
    env,
  );
}

/** Run one vitest project; answers its counts. */
function vitest(title, config) {
  console.log(`\n== ${title}`);
  const report = join(mkdtempSync(join(tmpdir(), 'toile-test-')), 'report.json');
  const args = [
    '--no-install',
    'vitest',
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const done = spawnSync('npx', args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...quietEnv } });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = numFailedTests || numFailedTestSuites || (done.status === 0 ? 0 : 1);
  return { passed: numPassedTests, failed };
}

requireNode();
ensureServices();
ensureInstalled();
console.log('\n== lint');
run('npx', ['--no-install', 'biome', 'check', '--error-on-warnings', '.'], 'Lint found something');
console.log('\n== build');
ensureBuilt();
console.log('\n== types');
run(
  'npx',
  ['--no-install', 'turbo', 'run', 'typecheck', '--ui=stream', '--output-logs=errors-only'],
  'The types do not hold',
);

const results = [
  vitest('unit and conformance tests', 'vitest.config.ts'),
  vitest('whole-product tests', 'tests/vitest.config.ts'),
];
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
