import type { Recipe } from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import type { Design, DesignSource } from './design.js';
import { designRecipe, drawnAs } from './design-recipe.js';
import type { DesignFields } from './edit.js';
import { betweenSliders, lerp, morph, type Part, partsOf, sameSource, strongest } from './morph.js';

/**
 * `count` designs, the frames of a film from one design to another: both ends included, and no jump anywhere. Where
 * two sources suffice it is `morph`. Otherwise it goes by a source that both show, or by the one that shows most in
 * each, on stretches that are as long as what changes on them.
 *
 * Throws RangeError unless `count` is an integer >= 2. With fewer frames than stretches it jumps as `morph` does.
 */
export function filmSteps(from: Design, to: Design, pack: PackSummary, count: number): DesignFields[] {
  const direct = morph(from, to, pack, count);
  const stretches = direct.exact ? [] : way(partsOf(from, pack.manifest), partsOf(to, pack.manifest));
  const steps = count - 1;
  if (direct.exact || stretches.length > steps) return [...direct.steps];
  const ends = dealt(
    steps,
    stretches.map(({ length }) => length),
  );
  const stops = stretches.map(({ source }, index): Design => {
    if (source === null) return to;
    return pureDesign(from, to, source, (ends[index] ?? 0) / steps);
  });
  return stops.flatMap((stop, index) => {
    const start = stops[index - 1] ?? from;
    const length = (ends[index] ?? 0) - (ends[index - 1] ?? 0);
    const leg = morph(start, stop, pack, length + 1).steps;
    return index === 0 ? leg : leg.slice(1);
  });
}

interface Stretch {
  /** The one source that shows at its end; null for the end of the film. */
  readonly source: DesignSource | null;
  /** The most that any weight changes on it, 0..1. */
  readonly length: number;
}

function way(start: readonly Part[], end: readonly Part[]): Stretch[] {
  const common = start.find(({ source }) => end.some((part) => sameSource(part.source, source)));
  const first = common?.source ?? strongest(start);
  const last = common?.source ?? strongest(end);
  const stretches = [
    { source: first, length: 1 - shareOf(start, first) },
    { source: last, length: sameSource(first, last) ? 0 : 1 },
    { source: null, length: 1 - shareOf(end, last) },
  ];
  const moving = stretches.filter(({ length }) => length > 0);
  // Where the last design is its own last stop, the film ends there.
  return [...moving.slice(0, -1), { ...moving.at(-1)!, source: null }];
}

/** How much of a design a source is, on the layer that has least of it. */
function shareOf(parts: readonly Part[], source: DesignSource): number {
  const part = parts.find((one) => sameSource(one.source, source));
  return Math.min(1, ...(part?.weights ?? [0]));
}

/** Where each stretch ends, in steps: one at least for each, the others in proportion to their lengths. */
function dealt(steps: number, lengths: readonly number[]): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const free = steps - lengths.length;
  let passed = 0;
  return lengths.map((length, index) => {
    passed += length;
    return index + 1 + Math.round((free * passed) / total);
  });
}

function pureDesign(from: Design, to: Design, source: DesignSource, t: number): Design {
  return {
    ...from,
    a: source,
    b: source,
    structure: 0,
    style: 0,
    layers: {},
    truncationPsi: lerp(from.truncationPsi, to.truncationPsi, t),
    sliders: betweenSliders(from.sliders, to.sliders)(t),
  };
}

/** The pictures of a film, in order: what a renderer is asked for. Throws as `filmSteps` does. */
export function filmRecipes(
  from: Design,
  to: Design,
  pack: PackSummary,
  { frames, sizePx }: { frames: number; sizePx: number },
): Recipe[] {
  return filmSteps(from, to, pack, frames).map((fields) =>
    drawnAs(designRecipe({ ...from, ...fields }, pack), { sizePx, format: 'webp' }),
  );
}
