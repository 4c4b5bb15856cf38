import { type ExitCode, runCli } from '../cli.js';

/** What a call of the tool left behind. */
export interface CliResult {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
  /** Each stage of work that was reported, once, with its last report. */
  readonly progress: ReadonlyMap<string, readonly [done: number, total: number]>;
}

/** Runs `toile-pack` in this process. */
export async function cli(...argv: string[]): Promise<CliResult> {
  const out: string[] = [];
  const err: string[] = [];
  const progress = new Map<string, readonly [number, number]>();
  const code = await runCli(argv, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    progress: (stage, done, total) => void progress.set(stage, [done, total]),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), progress };
}
