import { defaultSplitOptions, giveSplit } from '../split/give-split.js';
import { SPLIT_REPORT_FOLDER } from '../split/split-report.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  numberOption,
  onlyPositional,
  RefusedError,
} from './command.js';

const HELP = `usage: toile-pack split <folder> [options]

Measures which layers of a pack hold structure and which appearance, and writes that into it, with a report of
pictures in ${SPLIT_REPORT_FOLDER}. The pack gets a new id where its structure layers change. It is measured on pictures of
garments on white.

  --pairs <n>  pairs of garments to mix and measure (default ${defaultSplitOptions.pairs})
  --seed <n>   the same seed gives the same pairs (default ${defaultSplitOptions.seed})`;

/** Fewer pairs than this tell boundaries apart by chance. */
const LEAST_PAIRS = 30;

/** `toile-pack split`. */
export const splitCommand: Command = {
  name: 'split',
  summary: 'measures which layers of a pack hold structure and which appearance',
  help: HELP,
  options: { pairs: { type: 'string' }, seed: { type: 'string' } },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const folder = onlyPositional(input, "the pack's folder");
  const whole = (name: keyof typeof defaultSplitOptions, min: number, max: number): number =>
    numberOption(input, name, { min, max, integer: true }) ?? defaultSplitOptions[name];
  const options = { pairs: whole('pairs', 1, 100_000), seed: whole('seed', 0, 2 ** 32 - 4) };
  if (options.pairs < LEAST_PAIRS) {
    throw new RefusedError(
      `--pairs: ${options.pairs} are too few to measure by; take ${LEAST_PAIRS} and more.`,
    );
  }
  const given = await giveSplit(folder, options, (stage) => (done, total) => {
    output.progress(stage, done, total);
  });
  if (given === null) {
    throw new RefusedError(
      'No split: it is measured on pictures of garments on white. The pack is as it was.',
    );
  }
  const { manifest, chosen } = given;
  for (const [k, { structure, appearance, balance, wins }] of chosen.split.curve.entries()) {
    const mark = k === chosen.layers ? ' <' : '';
    output.out(
      `${String(k).padStart(2)}  structure ${percent(structure)}  appearance ${percent(appearance)}  balance ${balance.toFixed(3)}  best in ${percent(wins)}${mark}`,
    );
  }
  output.out(`${manifest.name} ${manifest.id}`);
}

const percent = (share: number): string => `${Math.round(100 * share)}%`.padStart(4);
