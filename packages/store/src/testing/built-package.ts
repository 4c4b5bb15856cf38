import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** This package as it ships: compiled by its own build settings, into a folder of its own. */
export interface BuiltPackage {
  /** URL of a compiled file, such as `index.js`. */
  file(path: string): URL;
  remove(): void;
}

/** Rejects where the sources do not compile, or a package that this one depends on is not built. */
export async function buildPackage(): Promise<BuiltPackage> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  if (!existsSync(join(root, '../protocol/dist/index.js'))) {
    throw new Error('This test runs the compiled package: run "npm run build" first, for @toile/protocol.');
  }
  // Inside the package, so that the compiled files find its dependencies.
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules', '.test-build-'));
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const { bin } = JSON.parse(readFileSync(typescript, 'utf8')) as { bin: { tsc: string } };
  const compiler = join(dirname(typescript), bin.tsc);
  const options = ['-p', join(root, 'tsconfig.build.json'), '--outDir', folder];
  await promisify(execFile)(process.execPath, [compiler, ...options]);
  return {
    file: (path) => pathToFileURL(join(folder, path)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
