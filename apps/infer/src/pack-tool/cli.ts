import { parseArgs } from 'node:util';
import { CheckpointError, LatentError } from '@toile/latent';
import { InferenceError } from '../inference/inference-error.js';
import { PackError } from '../pack/pack-error.js';
import { clipCommand } from './clip-command.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  RefusedError,
  UsageError,
} from './command.js';
import { directionsCommand } from './directions-command.js';
import { gridCommand } from './grid-command.js';
import { importCommand } from './import-command.js';
import { inspectCommand } from './inspect-command.js';
import { movieCommand } from './movie-command.js';
import { photoCommand } from './photo-command.js';
import { renderCommand } from './render-command.js';
import { splitCommand } from './split-command.js';

const COMMANDS: readonly Command[] = [
  importCommand,
  directionsCommand,
  splitCommand,
  clipCommand,
  photoCommand,
  inspectCommand,
  renderCommand,
  gridCommand,
  movieCommand,
];

/** 0: done. 1: refused or failed, said on the error stream. 2: called in a way that means nothing. */
export type ExitCode = 0 | 1 | 2;

/**
 * Runs `toile-pack` with the arguments that follow its name. Errors that say what a person can do are printed;
 * a mistake in this program rejects.
 */
export async function runCli(argv: readonly string[], output: CommandOutput): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h') {
    output.out(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    output.err(`toile-pack: there is no command ${name}\n`);
    output.err(overview());
    return 2;
  }
  try {
    const input = parseArguments(command, rest);
    if (input.values.help === true) output.out(command.help);
    else await command.run(input, output);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      output.err(`toile-pack ${name}: ${error.message}\n\n${command.help}`);
      return 2;
    }
    if (!isExplained(error)) throw error;
    output.err(`toile-pack ${name}: ${error.message}`);
    return 1;
  }
}

function parseArguments(command: Command, args: readonly string[]): CommandArguments {
  const options = { ...command.options, help: { type: 'boolean' as const, short: 'h' } };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values as CommandArguments['values'], positionals };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

/** Whether the message of an error was written for the person who called the tool. */
function isExplained(error: unknown): error is Error {
  const ours = [CheckpointError, LatentError, RefusedError, PackError, InferenceError].some(
    (kind) => error instanceof kind,
  );
  // Errors of the file system carry a code and name the path.
  return ours || (error instanceof Error && 'syscall' in error);
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'toile-pack makes, examines and draws model packs.',
    '',
    'usage: toile-pack <command> [options]',
    '',
    ...lines,
    '',
    'toile-pack <command> --help tells more.',
  ].join('\n');
}
