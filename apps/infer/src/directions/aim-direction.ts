import { type Direction, type LayerRange, ridgeRegression, standardDeviationAlong } from '@toile/latent';
import { type MeasureName, measureNames } from '../measure/picture-measures.js';
import type { Attribute } from './attributes.js';
import type { BandEffects } from './band-effects.js';
import { bandRuns } from './layer-bands.js';

/** A run of layers is considered when it has this share of the strongest run's effect. */
const ENOUGH_EFFECT = 0.6;
/** Of the regression that mixes directions: keeps what few pictures cannot tell from being made up. */
const MIX_PENALTY = 0.3;

/** A direction for an attribute, where it acts, and what is expected of it. */
export interface AimedDirection {
  readonly direction: Direction;
  /** Expected change of the attribute's measure for one sigma, in standard deviations. */
  readonly effect: number;
  /** Expected mean change of the other measures for one unit of the attribute's own. */
  readonly leak: number;
}

/**
 * The direction and the layers in which an attribute moves with the least change of the rest.
 *
 * Each of the `directions` was made for the measure that is its id. For each run of bands two candidates are weighed by what was
 * measured there: the attribute's own direction, and the mixture of all directions whose measured changes come
 * closest to the attribute alone. Changes of neighbouring bands are taken to add up; what comes of it is verified
 * afterwards on other pictures. `covariance` [wDim, wDim] is that of w over all categories.
 *
 * Null where nothing moves the attribute's measure.
 */
export function aimDirection(
  attribute: Attribute,
  directions: readonly Direction[],
  effects: BandEffects,
  covariance: Float64Array,
): AimedDirection | null {
  const candidates = bandRuns(effects.bands.length).flatMap(([first, last]) => {
    const changes = summedOverBands(effects.changes.slice(first, last + 1));
    const layers: LayerRange = [effects.bands[first]![0], effects.bands[last]![1]];
    const plain = directions.map(({ id }) => (id === attribute.measure ? 1 : 0));
    return [plain, mixtureFor(attribute, changes)].flatMap((shares) => {
      const aimed = candidate(attribute, directions, shares, changes, layers, covariance);
      return aimed === null ? [] : [aimed];
    });
  });
  const strongest = Math.max(0, ...candidates.map(({ effect }) => effect));
  const enough = candidates.filter(({ effect }) => effect > 0 && effect >= ENOUGH_EFFECT * strongest);
  return enough.reduce<AimedDirection | null>(
    (best, aimed) => (best === null || aimed.leak < best.leak ? aimed : best),
    null,
  );
}

type Changes = readonly (readonly Float64Array[])[];

/** [direction][picture][measure] */
function summedOverBands(bands: readonly Changes[]): Changes {
  return bands.reduce((sum, band) =>
    sum.map((pictures, d) => pictures.map((change, p) => change.map((value, k) => value + band[d]![p]![k]!))),
  );
}

/** The measures that ought to keep their value while the attribute changes. */
function heldMeasures({ measure, entails }: Attribute): number[] {
  return [...measureNames.keys()].filter((k) => {
    const name: MeasureName = measureNames[k]!;
    return name !== measure && !entails.includes(name);
  });
}

/** Shares of the directions whose sum changes, on each picture, the attribute by one and the held measures by none. */
function mixtureFor(attribute: Attribute, changes: Changes): number[] {
  const own = measureNames.indexOf(attribute.measure);
  const measures = [own, ...heldMeasures(attribute)];
  const x: number[] = [];
  const y: number[] = [];
  for (const picture of changes[0]!.keys()) {
    for (const k of measures) {
      // Each row also with its sign turned: the mean is then zero, and so is the intercept.
      for (const sign of [1, -1]) {
        x.push(...changes.map((pictures) => sign * pictures[picture]![k]!));
        y.push(k === own ? sign : 0);
      }
    }
  }
  const shape = { n: y.length, dim: changes.length, targets: 1 };
  const { weights } = ridgeRegression(Float32Array.from(x), Float32Array.from(y), shape, MIX_PENALTY);
  return Array.from(weights);
}

function candidate(
  attribute: Attribute,
  directions: readonly Direction[],
  shares: readonly number[],
  changes: Changes,
  layers: LayerRange,
  covariance: Float64Array,
): AimedDirection | null {
  const sum = new Float64Array(directions[0]!.unitVector.length);
  for (const [i, { unitVector, standardDeviation }] of directions.entries()) {
    for (const [k, value] of unitVector.entries()) sum[k]! += shares[i]! * standardDeviation * value;
  }
  const length = Math.hypot(...sum);
  if (!(length > 0)) return null;
  const unitVector = Float32Array.from(sum, (value) => value / length);
  const standardDeviation = standardDeviationAlong(covariance, unitVector);
  if (!(standardDeviation > 0)) return null;

  // One sigma along the new direction is this much of the mixture.
  const scale = standardDeviation / length;
  const mixed = changes[0]!.map((_, p) =>
    Float64Array.from(measureNames, (_, k) =>
      changes.reduce((total, pictures, d) => total + scale * shares[d]! * pictures[p]![k]!, 0),
    ),
  );
  const own = measureNames.indexOf(attribute.measure);
  const effect = mean(mixed.map((change) => change[own]!));
  if (!(effect > 0)) return null;
  const held = heldMeasures(attribute);
  const leak = mean(held.map((k) => mean(mixed.map((change) => Math.abs(change[k]!))))) / effect;
  return { direction: { id: attribute.id, unitVector, standardDeviation, layers }, effect, leak };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
