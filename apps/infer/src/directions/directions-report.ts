import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { tiled } from '../encode/tiled.js';
import { type MeasureName, measureNames } from '../measure/picture-measures.js';
import type { FindOptions, FoundDirections, NamedSlider, RawComponent } from './find-directions.js';
import type { Probe } from './probe.js';
import { garmentsByCategory } from './sampled-garments.js';
import { thresholds } from './verify-slider.js';

/** The folder inside a pack. */
export const REPORT_FOLDER = 'directions-report';

const STRIP_GARMENTS = 4;
const STRIP_STEPS = 7;
const STRIP_TILE_PX = 96;
/** Side effects below this share of a slider's own change are not worth a word. */
const NOTEWORTHY = 0.15;

/**
 * Writes a report into the pack's folder, in place of an earlier one: what was found and why, as a table, and one
 * strip of pictures a slider, from its low end to its high end.
 */
export async function writeDirectionsReport(
  probe: Probe,
  title: string,
  found: FoundDirections,
  options: FindOptions,
): Promise<void> {
  const folder = join(probe.pack.folder, REPORT_FOLDER);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const garments = await stripGarments(probe, options.seed + 4);
  for (const slider of found.named) {
    await writeFile(join(folder, `${slider.attribute.id}.webp`), await strip(probe, garments, slider));
  }
  await writeFile(join(folder, 'README.md'), reportText(title, found, options));
}

/** A few garments, of categories that lie apart. */
async function stripGarments(probe: Probe, seed: number): Promise<Float32Array[]> {
  const atLeast = Math.max(STRIP_GARMENTS, probe.pack.manifest.categories.length);
  const garments = await garmentsByCategory(probe, seed, atLeast);
  return Array.from(
    { length: STRIP_GARMENTS },
    (_, i) => garments[Math.floor((i * garments.length) / STRIP_GARMENTS)]!,
  );
}

/** One row a garment, one column a position of the slider. */
async function strip(
  probe: Probe,
  garments: readonly Float32Array[],
  { direction, rangeSigmas: [low, high] }: NamedSlider,
): Promise<Buffer> {
  const looks = garments.flatMap((w) =>
    Array.from({ length: STRIP_STEPS }, (_, i) => ({
      w,
      edits: [{ direction, sigmas: low + (i / (STRIP_STEPS - 1)) * (high - low) }],
    })),
  );
  const { resolutionPx } = probe.pack.manifest;
  const rgb = await probe.draw(looks);
  const bytes = rgb.length / looks.length;
  const pictures = looks.map((_, i) => rgb.subarray(i * bytes, (i + 1) * bytes));
  const sheet = tiled(pictures, resolutionPx, { columns: STRIP_STEPS });
  return sharp(sheet.rgb, { raw: { width: sheet.widthPx, height: sheet.heightPx, channels: 3 } })
    .resize({ width: STRIP_STEPS * STRIP_TILE_PX })
    .webp({ quality: 80 })
    .toBuffer();
}

/** The report in Markdown. */
export function reportText(title: string, found: FoundDirections, options: FindOptions): string {
  const { named, refused, components, fit } = found;
  const sections = [
    `# Directions of ${title}`,
    introduction(found, options),
    ...(named.length > 0
      ? ['## Sliders', ...named.map((slider) => sliderText(slider, fit?.heldOutRSquared ?? null))]
      : []),
    ...(refused.length > 0
      ? [
          '## Not offered',
          table(
            ['attribute', 'why'],
            refused.map(({ attribute, faults }) => [attribute.label, faults.join('; ')]),
          ),
        ]
      : []),
    '## Components',
    'For one sigma on every layer; changes in standard deviations of each measure within a category.',
    table(['component', 'sigma in w', 'share of variance', 'changes most'], components.map(componentRow)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function introduction({ fit }: FoundDirections, { samples, pictures, seed }: FindOptions): string {
  const pca = `Principal components of ${samples} samples of w, seed ${seed}.`;
  if (fit === null) {
    return `${pca} No sliders with names: ${pictures === 0 ? 'none were looked for' : 'too few pictures show a garment on white'}.`;
  }
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  return [
    pca,
    `${fit.pictures} pictures were drawn and measured, and each measure was regressed on w within its category.`,
    'A slider below moves its measure and holds the others as still as the measured changes allow.',
    `On pictures that it was not made from it moves its measure by at least ${thresholds.effect} standard deviation over its range,`,
    `at least ${percent(thresholds.monotonicity)} of its steps go the labelled way,`,
    `and no other measure changes by more than ${percent(thresholds.sideEffect)} as much`,
    `(${percent(thresholds.entailed)} where it cannot stay, as the area of a garment that grows longer).`,
    'Standard deviations are those of a measure within a category.',
  ].join(' ');
}

function sliderText(
  { attribute, direction, rangeSigmas: [low, high], verdict }: NamedSlider,
  rSquared: Float64Array | null,
): string {
  const { id, label, lowLabel, highLabel, measure } = attribute;
  const [start, end] = direction.layers;
  const predicted = rSquared?.[measureNames.indexOf(measure)];
  const facts: [string, string][] = [
    ['measure', measure],
    ['range', `${low} to ${high} sigma`],
    ['layers', `${start} to ${end - 1}`],
    ['changes its measure by', `${verdict.changes[measure].toFixed(2)} sd`],
    ['steps the labelled way', `${Math.round(100 * verdict.monotonicity)}%`],
    ['also changes', sideEffects(verdict.changes, measure)],
    ['predicted by w', predicted === undefined ? '' : `${Math.round(100 * predicted)}% of the variance`],
  ];
  return [
    `### ${label}: ${lowLabel} to ${highLabel}`,
    `![${label}, from ${lowLabel} to ${highLabel}](${id}.webp)`,
    table(
      facts.map(([name]) => name),
      [facts.map(([, value]) => value)],
    ),
  ].join('\n\n');
}

function sideEffects(changes: Readonly<Record<MeasureName, number>>, own: MeasureName): string {
  const others = strongest(changes, NOTEWORTHY * Math.abs(changes[own])).filter(([name]) => name !== own);
  return others.map(([name, change]) => `${name} ${signed(change)}`).join(', ') || 'little';
}

function componentRow({ direction, explainedVariance, changes }: RawComponent): string[] {
  const most = changes === null ? [] : strongest(changes, 0.1).slice(0, 3);
  return [
    direction.id,
    direction.standardDeviation.toFixed(3),
    explainedVariance === null ? '' : `${(100 * explainedVariance).toFixed(1)}%`,
    most.map(([name, change]) => `${name} ${signed(change)}`).join(', '),
  ];
}

function strongest(changes: Readonly<Record<MeasureName, number>>, least: number): [MeasureName, number][] {
  return measureNames
    .map((name): [MeasureName, number] => [name, changes[name]])
    .filter(([, change]) => Math.abs(change) >= least)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
