import type { Direction as Slider } from '@toile/protocol';
import type { FoundDirections, NamedSlider, RawComponent } from './find-directions.js';

/** What `writeDirections` takes. */
export interface SlidersWithVectors {
  readonly directions: Slider[];
  /** [directions, wDim] */
  readonly vectors: Float32Array;
}

/** Reach of a component without a name, in sigmas. */
const COMPONENT_RANGE: [number, number] = [-3, 3];

/** The sliders that a pack offers, named ones first, and their vectors. */
export function slidersOf({ named, components }: FoundDirections, wDim: number): SlidersWithVectors {
  const vectors = new Float32Array((named.length + components.length) * wDim);
  const all = [...named, ...components];
  for (const [row, { direction }] of all.entries()) vectors.set(direction.unitVector, row * wDim);
  const directions = [
    ...named.map(namedSlider),
    ...components.map((component, i) => componentSlider(component, named.length + i)),
  ];
  return { directions, vectors };
}

function namedSlider({ attribute, direction, rangeSigmas, verdict }: NamedSlider, row: number): Slider {
  const { id, label, group, lowLabel, highLabel, measure } = attribute;
  const [low, high] = rangeSigmas;
  return {
    id,
    label,
    group,
    lowLabel,
    highLabel,
    rangeSigmas: [low, high],
    layers: [...direction.layers],
    standardDeviation: direction.standardDeviation,
    finder: 'measured',
    measure,
    measured: rounded(verdict.changes, 1 / (high - low)),
    monotonicity: round(verdict.monotonicity),
    row,
  };
}

function componentSlider(
  { finder, direction, explainedVariance, changes }: RawComponent,
  row: number,
): Slider {
  const number = /\d+$/.exec(direction.id)?.[0] ?? '';
  return {
    id: direction.id,
    label: finder === 'ganspace' ? `Component ${number}` : `Factor ${number}`,
    group: 'component',
    lowLabel: '−',
    highLabel: '+',
    rangeSigmas: COMPONENT_RANGE,
    layers: [...direction.layers],
    standardDeviation: direction.standardDeviation,
    ...(explainedVariance === null ? {} : { explainedVariance }),
    finder,
    ...(changes === null ? {} : { measured: rounded(changes, 1) }),
    row,
  };
}

/** Four decimals, the measures that hardly move left out. */
function rounded(changes: Readonly<Record<string, number>>, scale: number): Record<string, number> {
  const entries = Object.entries(changes).map(([name, change]) => [name, round(change * scale)] as const);
  return Object.fromEntries(entries.filter(([, change]) => change !== 0));
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000 + 0;
