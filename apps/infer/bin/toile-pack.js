#!/usr/bin/env node
// Stands where installers look for it before anything is built; the tool itself is TypeScript.
import { existsSync } from 'node:fs';

const built = new URL('../dist/pack-tool/bin.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write('toile-pack is not built yet: run "npm run build" once.\n');
  process.exitCode = 1;
}
