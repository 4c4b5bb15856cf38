import { runCli } from './cli.js';
import { progressBar } from './progress-bar.js';

const progress = progressBar(process.stderr);
process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  progress,
});
