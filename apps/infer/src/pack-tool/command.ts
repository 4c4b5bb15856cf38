import type { ParseArgsConfig } from 'node:util';

/** What a command writes to: one call a line. */
export interface CommandOutput {
  out(line: string): void;
  err(line: string): void;
  /** How far a long piece of work is. */
  progress(stage: string, done: number, total: number): void;
}

/** What `parseArgs` makes of a command's arguments. */
export interface CommandArguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** One command of the tool. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help text. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /**
   * Does the work. Throws UsageError for arguments that cannot be meant; every other error is a refusal or a
   * failure, whose message the person reads.
   */
  run(input: CommandArguments, output: CommandOutput): Promise<void>;
}

/** Arguments that the command cannot be meant to be called with: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Work that cannot be done with what was given, said in words for the person at the keyboard: exit code 1. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** The text of an option, undefined when it was not given. Throws UsageError when it is empty. */
export function textOption({ values }: CommandArguments, name: string): string | undefined {
  const value = values[name];
  if (value === '') throw new UsageError(`--${name} is empty`);
  return typeof value === 'string' ? value : undefined;
}

/** The number of an option. Throws UsageError unless it is one from `min` to `max`. */
export function numberOption(
  input: CommandArguments,
  name: string,
  { min, max, integer = false }: { min: number; max: number; integer?: boolean },
): number | undefined {
  const text = textOption(input, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
    throw new UsageError(
      `--${name}: expected ${integer ? 'a whole number' : 'a number'} ${min} to ${max}, got ${text}`,
    );
  }
  return value;
}

/** The one positional argument. Throws UsageError unless there is exactly one. */
export function onlyPositional({ positionals }: CommandArguments, what: string): string {
  const [first, ...more] = positionals;
  if (first === undefined) throw new UsageError(`${what} is missing`);
  if (more.length > 0) throw new UsageError(`unexpected argument ${more[0]}`);
  return first;
}
