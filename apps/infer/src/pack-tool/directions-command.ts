import type { Checkpoint } from '@toile/latent';
import { REPORT_FOLDER } from '../directions/directions-report.js';
import type { FoundDirections, NamedSlider } from '../directions/find-directions.js';
import { defaultFindOptions, giveDirections } from '../directions/give-directions.js';
import { loadPack } from '../pack/load-pack.js';
import type { Pack } from '../pack/pack.js';
import {
  type Command,
  type CommandArguments,
  type CommandOutput,
  numberOption,
  onlyPositional,
  RefusedError,
  textOption,
} from './command.js';
import { readCheckpointFile } from './read-checkpoint-file.js';

const { samples, components, factors, pictures } = defaultFindOptions;

const HELP = `usage: toile-pack directions <folder> [options]

Finds the sliders of a pack and writes them into it, in place of any it had, with a report of pictures in
${REPORT_FOLDER}. The pack's id changes. Sliders with names are those that were measured to do what the
name says, on pictures of garments on white; the rest stay as numbered components.

  --checkpoint <file>  the checkpoint that the pack was made of: adds the directions of its style weights (SeFa)
  --samples <n>        w to sample for the principal components (default ${samples})
  --components <n>     principal components to keep (default ${components})
  --factors <n>        directions of the style weights to keep (default ${factors})
  --pictures <n>       pictures to draw and measure for the names; 0 for none (default ${pictures})
  --seed <n>           the same seed gives the same directions (default 0)`;

/** Fewer pictures than this make names by chance. */
const LEAST_PICTURES = 50;
const MAX_COMPONENTS = 64;

/** `toile-pack directions`. */
export const directionsCommand: Command = {
  name: 'directions',
  summary: "finds a pack's sliders, and names those that measurably earn it",
  help: HELP,
  options: {
    checkpoint: { type: 'string' },
    samples: { type: 'string' },
    components: { type: 'string' },
    factors: { type: 'string' },
    pictures: { type: 'string' },
    seed: { type: 'string' },
  },
  run,
};

async function run(input: CommandArguments, output: CommandOutput): Promise<void> {
  const folder = onlyPositional(input, "the pack's folder");
  const whole = (name: keyof typeof defaultFindOptions, min: number, max: number): number =>
    numberOption(input, name, { min, max, integer: true }) ?? defaultFindOptions[name];
  const options = {
    samples: whole('samples', 100, 10_000_000),
    components: whole('components', 1, MAX_COMPONENTS),
    factors: whole('factors', 1, MAX_COMPONENTS),
    pictures: whole('pictures', 0, 1_000_000),
    seed: whole('seed', 0, 2 ** 32 - 5),
  };
  if (options.pictures > 0 && options.pictures < LEAST_PICTURES) {
    throw new RefusedError(
      `--pictures: ${options.pictures} are too few to measure by; take 0, or ${LEAST_PICTURES} and more.`,
    );
  }
  const path = textOption(input, 'checkpoint');
  const pack = await loadPack(folder);
  const { wDim } = pack.manifest;
  if (options.components > wDim) throw new RefusedError(`The pack's w has ${wDim} components at most.`);
  const checkpoint = path === undefined ? null : await checkpointOf(pack, path);

  const { manifest, found } = await giveDirections(folder, checkpoint, options, (stage) => (done, total) => {
    output.progress(stage, done, total);
  });
  report(found, output);
  output.out(`${manifest.name} ${manifest.id}`);
}

/** Reads the checkpoint and makes sure that it is the pack's. */
async function checkpointOf({ manifest, wAvg }: Pack, path: string): Promise<Checkpoint> {
  const { checkpoint } = await readCheckpointFile(path);
  const same =
    checkpoint.numWs === manifest.numWs &&
    checkpoint.wDim === manifest.wDim &&
    checkpoint.wAvg.every((value, i) => value === wAvg[i]);
  if (!same) throw new RefusedError(`${path} is not the checkpoint of this pack: its average w is another.`);
  return checkpoint;
}

function report({ named, refused, components, fit }: FoundDirections, output: CommandOutput): void {
  for (const slider of named) output.out(sliderLine(slider));
  for (const { attribute, faults } of refused)
    output.out(`not offered: ${attribute.label} (${faults.join('; ')})`);
  if (fit === null) output.out('No sliders with names: they are measured on pictures of garments on white.');
  output.out(`${components.length} components`);
}

function sliderLine({ attribute, rangeSigmas: [low, high], verdict }: NamedSlider): string {
  const { label, lowLabel, highLabel, measure } = attribute;
  const steps = `${Math.round(100 * verdict.monotonicity)}% of steps`;
  return `${label}: ${lowLabel} to ${highLabel}, ${low} to ${high} sigma, moves ${measure} ${verdict.changes[measure].toFixed(1)} sd, ${steps}`;
}
