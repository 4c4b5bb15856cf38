import {
  type Checkpoint,
  type Direction,
  isolatingDirection,
  type LayerRange,
  sefaDirections,
  standardDeviationAlong,
} from '@toile/latent';
import { type MeasureName, measureNames } from '../measure/picture-measures.js';
import { aimDirection } from './aim-direction.js';
import { type Attribute, attributes } from './attributes.js';
import { bandEffects, changeBetween } from './band-effects.js';
import { fitMeasures, type MeasureFit } from './fit-measures.js';
import { layerBands } from './layer-bands.js';
import type { Look, OnProgress, Probe } from './probe.js';
import { garmentsByCategory, unmoved } from './sampled-garments.js';
import { type Aim, sliderRanges } from './slider-range.js';
import { type Candidate, type Verdict, verifySliders } from './verify-slider.js';
import { wComponents } from './w-components.js';

export interface FindOptions {
  /** How many w to sample for the principal components. */
  readonly samples: number;
  /** How many principal components to keep. */
  readonly components: number;
  /** How many directions of the styles' weights to keep, where the checkpoint is at hand. */
  readonly factors: number;
  /** How many pictures to draw and measure for the attributes; 0 looks for none. */
  readonly pictures: number;
  /** uint32, at most 2^32 - 5: every step takes the next one. The same seed gives the same directions. */
  readonly seed: number;
}

/** A slider with a name, and what shows that it has earned it. */
export interface NamedSlider extends Candidate {
  readonly verdict: Verdict;
}

/** An attribute that no direction serves well enough. */
export interface RefusedAttribute {
  readonly attribute: Attribute;
  readonly faults: readonly string[];
}

/** A direction without a name. */
export interface RawComponent {
  readonly finder: 'ganspace' | 'sefa';
  readonly direction: Direction;
  /** Share of the variance of w, where it is a principal component. */
  readonly explainedVariance: number | null;
  /** Mean change of each measure for one sigma, in standard deviations; null where nothing was measured. */
  readonly changes: Readonly<Record<MeasureName, number>> | null;
}

/** Everything that was found out about a pack's latent space. */
export interface FoundDirections {
  readonly named: readonly NamedSlider[];
  readonly refused: readonly RefusedAttribute[];
  readonly components: readonly RawComponent[];
  /** Null when no attribute was looked for, or the pictures are not of garments on white. */
  readonly fit: MeasureFit | null;
}

/** Told what is being done and how far it is. */
export type OnStage = (stage: string) => OnProgress;

/** Pictures on which directions are tried and judged, at least: more where the categories are more. */
const TRIAL_PICTURES = 18;
const VERDICT_PICTURES = 18;
const COMPONENT_REACH = 3;
/** With fewer pictures of a garment on white than this share, there is nothing to measure. */
const ENOUGH_SEEN = 0.5;

/**
 * Finds a pack's directions: the principal components of w, the directions that change the styles most (with a
 * checkpoint), and those that measurably do what an attribute's name says. Each step uses seeds of its own, so
 * that no direction is judged by the pictures it was made from.
 *
 * Rejects when a network cannot be opened or run; throws RangeError when an option is out of range.
 */
export async function findDirections(
  probe: Probe,
  checkpoint: Checkpoint | null,
  options: FindOptions,
  onStage: OnStage,
): Promise<FoundDirections> {
  const { samples, components: count, seed } = options;
  const { manifest } = probe.pack;
  const found = await wComponents(probe.pack, { samples, count, seed }, onStage('Sampling w'));
  const { covariance } = found;
  const { wDim, numWs } = manifest;
  const layers: LayerRange = [0, numWs];
  const unnamed: Omit<RawComponent, 'changes'>[] = Array.from({ length: count }, (_, i) => ({
    finder: 'ganspace',
    direction: {
      id: `component-${i + 1}`,
      unitVector: found.components.slice(i * wDim, (i + 1) * wDim),
      standardDeviation: found.standardDeviations[i]!,
      layers,
    },
    explainedVariance: found.explainedVarianceRatio[i]!,
  }));
  if (checkpoint !== null) unnamed.push(...factorsOf(checkpoint, options.factors, covariance));

  const fit = await measured(probe, options, onStage);
  if (fit === null) {
    const components = unnamed.map((component) => ({ ...component, changes: null }));
    return { named: [], refused: [], components, fit };
  }
  return {
    ...(await namedSliders(probe, fit, covariance, seed, onStage)),
    components: await measuredComponents(probe, unnamed, fit, seed, onStage),
    fit,
  };
}

/** SeFa over the style weights of every convolution. */
function factorsOf(
  checkpoint: Checkpoint,
  count: number,
  covariance: Float64Array,
): Omit<RawComponent, 'changes'>[] {
  const { wDim, numWs, synthesis } = checkpoint;
  const weights = synthesis.blocks.flatMap(({ conv0, conv1 }) =>
    [conv0, conv1].flatMap((layer) =>
      layer === null ? [] : [layer.affine.weight.map((value) => value * layer.affine.weightGain)],
    ),
  );
  const { directions } = sefaDirections(weights, wDim, count);
  return Array.from({ length: count }, (_, i) => {
    const unitVector = directions.slice(i * wDim, (i + 1) * wDim);
    const standardDeviation = standardDeviationAlong(covariance, unitVector);
    return {
      finder: 'sefa',
      direction: { id: `factor-${i + 1}`, unitVector, standardDeviation, layers: [0, numWs] },
      explainedVariance: null,
    };
  });
}

/** Draws, measures and fits; null when no attribute is looked for or too few pictures show a garment. */
async function measured(probe: Probe, options: FindOptions, onStage: OnStage): Promise<MeasureFit | null> {
  const { pictures, seed } = options;
  if (pictures === 0) return null;
  const psi = (1 + probe.pack.manifest.defaultTruncationPsi) / 2;
  const garments = await probe.sample(seed + 1, pictures, psi);
  const rows = await probe.measure(unmoved(garments.w, pictures), onStage('Measuring pictures'));
  const seen = rows.filter((row) => !row.some(Number.isNaN)).length;
  return seen < ENOUGH_SEEN * pictures ? null : fitMeasures(garments, rows);
}

async function namedSliders(
  probe: Probe,
  fit: MeasureFit,
  covariance: Float64Array,
  seed: number,
  onStage: OnStage,
): Promise<Pick<FoundDirections, 'named' | 'refused'>> {
  const trials = await garmentsByCategory(probe, seed + 2, TRIAL_PICTURES);
  const bands = layerBands(probe.pack.manifest.numWs);
  const pure = isolatedDirections(fit, covariance, probe.pack.manifest.numWs);
  const effects = await bandEffects(probe, trials, pure, bands, fit, onStage('Trying layers'));
  const aims: Aim[] = [];
  const refused: RefusedAttribute[] = [];
  for (const attribute of attributes) {
    const aimed = aimDirection(attribute, pure, effects, covariance);
    if (aimed === null) refused.push({ attribute, faults: [`no direction moves ${attribute.measure}`] });
    else aims.push({ attribute, aimed });
  }

  const ranges = await sliderRanges(probe, trials, aims, fit, onStage('Trying ranges'));
  const candidates: Candidate[] = [];
  for (const [i, { attribute, aimed }] of aims.entries()) {
    const rangeSigmas = ranges[i]!;
    if (rangeSigmas === null)
      refused.push({ attribute, faults: [`${attribute.measure} does not grow along it`] });
    else candidates.push({ attribute, direction: aimed.direction, rangeSigmas });
  }

  const others = await garmentsByCategory(probe, seed + 3, VERDICT_PICTURES);
  const verdicts = await verifySliders(probe, others, candidates, fit, onStage('Verifying sliders'));
  const named: NamedSlider[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const verdict = verdicts[i]!;
    if (verdict.faults.length === 0) named.push({ ...candidate, verdict });
    else refused.push({ attribute: candidate.attribute, faults: verdict.faults });
  }
  return { named, refused };
}

/** For each measure that varies, the direction that moves it and none of the others, were they linear in w. */
function isolatedDirections(fit: MeasureFit, covariance: Float64Array, numWs: number): Direction[] {
  const varying = [...measureNames.keys()].filter((k) => fit.standardDeviations[k]! > 0);
  const wDim = fit.weights.length / measureNames.length;
  const weights = new Float32Array(varying.length * wDim);
  for (const [row, k] of varying.entries())
    weights.set(fit.weights.subarray(k * wDim, (k + 1) * wDim), row * wDim);
  return varying.map((k, row) => {
    const unitVector = isolatingDirection(weights, varying.length, row, fit.covariance);
    const standardDeviation = standardDeviationAlong(covariance, unitVector);
    return { id: measureNames[k]!, unitVector, standardDeviation, layers: [0, numWs] };
  });
}

async function measuredComponents(
  probe: Probe,
  components: readonly Omit<RawComponent, 'changes'>[],
  fit: MeasureFit,
  seed: number,
  onStage: OnStage,
): Promise<RawComponent[]> {
  const pictures = await garmentsByCategory(probe, seed + 2, TRIAL_PICTURES);
  const looks = components.flatMap(({ direction }) =>
    pictures.flatMap((w) =>
      [-COMPONENT_REACH, COMPONENT_REACH].map((sigmas): Look => ({ w, edits: [{ direction, sigmas }] })),
    ),
  );
  const rows = await probe.measure(looks, onStage('Measuring components'));
  return components.map((component, c) => {
    const sums = new Float64Array(measureNames.length);
    for (const p of pictures.keys()) {
      const low = 2 * (c * pictures.length + p);
      for (const [k, change] of changeBetween(rows[low]!, rows[low + 1]!, fit).entries()) sums[k]! += change;
    }
    const sigmas = 2 * COMPONENT_REACH * pictures.length;
    const changes = Object.fromEntries(measureNames.map((name, k) => [name, sums[k]! / sigmas]));
    return { ...component, changes: changes as Record<MeasureName, number> };
  });
}
