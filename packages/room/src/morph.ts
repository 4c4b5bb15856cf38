import type { PackSummary } from '@toile/protocol';
import type { Design, DesignSource } from './design.js';
import type { DesignFields } from './edit.js';
import { layerWeights, mixFields } from './layer-weights.js';

export interface Morph {
  /**
   * Whether the way between is without a jump: the two designs show two sources at most, which one recipe can
   * hold. It is straight in w where both have the same truncation. Otherwise only the ends are exact, and the
   * steps between mix the source that shows most in each.
   */
  readonly exact: boolean;
  /** Both ends included. */
  readonly steps: readonly DesignFields[];
}

/** A source and its weight on each layer. */
export interface Part {
  readonly source: DesignSource;
  readonly weights: readonly number[];
}

/**
 * `count` designs at equal steps from one to another, each an ordinary recipe. The ends are the designs.
 * Throws RangeError unless `count` is an integer >= 2.
 */
export function morph(from: Design, to: Design, { manifest }: PackSummary, count: number): Morph {
  if (!Number.isInteger(count) || count < 2) {
    throw new RangeError(`count: expected an integer >= 2, got ${count}`);
  }
  const [start, end] = [partsOf(from, manifest), partsOf(to, manifest)];
  const sources = distinct([...start, ...end].map(({ source }) => source));
  const exact = sources.length <= 2;
  const [a = from.a, b = a] = exact ? sources : [strongest(start), strongest(end)];
  const weightsAt = exact
    ? between(weightsOf(start, a, b, manifest.numWs), weightsOf(end, a, b, manifest.numWs))
    : (t: number) => Array.from({ length: manifest.numWs }, () => t);
  const slidersAt = betweenSliders(from.sliders, to.sliders);
  const steps = Array.from({ length: count }, (_, index) => {
    if (index === 0) return picture(from);
    if (index === count - 1) return picture(to);
    const t = index / (count - 1);
    return {
      a,
      b,
      ...mixFields(weightsAt(t), manifest),
      truncationPsi: lerp(from.truncationPsi, to.truncationPsi, t),
      sliders: slidersAt(t),
    };
  });
  return { exact, steps };
}

/** The sources of a design that show on any layer. */
export function partsOf(design: Design, manifest: PackSummary['manifest']): Part[] {
  const ofB = layerWeights(design, manifest);
  const parts = [
    { source: design.a, weights: ofB.map((weight) => 1 - weight) },
    { source: design.b, weights: ofB },
  ];
  return parts.filter(({ weights }) => weights.some((weight) => weight > 0));
}

/** The share of `b` on each layer of a design whose parts are `a`, `b` or both. */
function weightsOf(parts: readonly Part[], a: DesignSource, b: DesignSource, numWs: number): number[] {
  return Array.from({ length: numWs }, (_, layer) =>
    parts.reduce(
      (sum, { source, weights }) =>
        sameSource(source, b) && !sameSource(a, b) ? sum + (weights[layer] ?? 0) : sum,
      0,
    ),
  );
}

/** The source that shows most. Throws TypeError where none shows. */
export function strongest(parts: readonly Part[]): DesignSource {
  const total = ({ weights }: Part) => weights.reduce((sum, weight) => sum + weight, 0);
  const [best] = [...parts].sort((one, other) => total(other) - total(one));
  if (!best) throw new TypeError('strongest: expected a design that shows a source');
  return best.source;
}

const between =
  (from: readonly number[], to: readonly number[]) =>
  (t: number): number[] =>
    from.map((weight, layer) => lerp(weight, to[layer] ?? 0, t));

/** The sliders of the designs between two, t from 0 to 1. */
export function betweenSliders(from: Design['sliders'], to: Design['sliders']) {
  const ids = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return (t: number) => Object.fromEntries(ids.map((id) => [id, lerp(from[id] ?? 0, to[id] ?? 0, t)]));
}

const picture = ({ a, b, structure, style, layers, truncationPsi, sliders }: Design): DesignFields => ({
  a,
  b,
  structure,
  style,
  layers,
  truncationPsi,
  sliders,
});

export const sameSource = (one: DesignSource, other: DesignSource): boolean => keyOf(one) === keyOf(other);
/** What it shows: neither the photograph nor the seed behind a latent does. */
const keyOf = (source: DesignSource): string =>
  source.kind === 'latent' ? source.wPlus : `${source.seed} ${source.category}`;
const distinct = (sources: readonly DesignSource[]): DesignSource[] => [
  ...new Map(sources.map((source) => [keyOf(source), source])).values(),
];

/** Rounded to what a recipe keeps. */
export const lerp = (from: number, to: number, t: number): number =>
  Math.round(((1 - t) * from + t * to) * 10_000) / 10_000 + 0;
