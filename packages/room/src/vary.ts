import { randomState } from '@toile/latent';
import { type Direction, limits, type PackSummary } from '@toile/protocol';
import type { Design } from './design.js';
import type { DesignFields } from './edit.js';

export interface Variation {
  /** uint32: the same design, pack and numbers give the same children. */
  readonly seed: number;
  /** 0 is the design itself, 1 goes far. The children move along straight lines as it grows. */
  readonly strength: number;
  readonly count: number;
  /** Draw another B for each child too. */
  readonly anotherB: boolean;
}

/** Sliders that one child moves: few enough to tell what changed. */
const slidersMoved = 6;
/** One standard deviation of a slider's step at full strength, in sigmas, and of a weight's. */
const stepSigmas = 0.8;
const stepWeight = 0.3;
/** A seed that is short enough to read out. */
const seedsBelow = 100_000;

export const isLocked = (design: Pick<Design, 'locks'>, name: string): boolean => design.locks.includes(name);

/**
 * `count` children of a design: each moves a few unlocked sliders and the unlocked weights, and has another B
 * where that is asked for. What is locked is as in the design. Each answers the fields in which it differs.
 */
export function children(design: Design, pack: PackSummary, variation: Variation): DesignFields[] {
  return Array.from({ length: variation.count }, (_, index) => child(design, pack, variation, index));
}

/** New seeds and new positions for all that is not locked; categories and wildness stay. */
export function shuffled(design: Design, pack: PackSummary, seed: number): DesignFields {
  const random = randomState(seed);
  // Everything is drawn whatever is locked, so that a lock changes nothing but what it locks.
  const [seedA = 0, seedB = 0, structure = 0, style = 0] = random.random(4);
  const steps = random.randn(pack.directions.length);
  const locked = (name: string) => isLocked(design, name);
  const sliders = Object.fromEntries(Object.entries(design.sliders).filter(([id]) => locked(id)));
  return {
    ...(locked('source.a') ? {} : { a: withSeed(design.a, seedA) }),
    ...(locked('source.b') ? {} : { b: withSeed(design.b, seedB) }),
    ...(locked('mix.structure') ? {} : { structure: hundredth(structure) }),
    ...(locked('mix.style') ? {} : { style: hundredth(style) }),
    ...(locked('mix.structure') || locked('mix.style') ? {} : { layers: {} }),
    sliders: moved(sliders, movable(design, pack), steps, (direction, step) => within(direction, step)),
  };
}

/** The sliders of `directionIds`, or all, at rest; those that are locked stay. Null where they are at rest already. */
export function rested(
  design: Design,
  directionIds: readonly string[] | null = null,
): Pick<DesignFields, 'sliders'> | null {
  const stays = (id: string) => isLocked(design, id) || (directionIds !== null && !directionIds.includes(id));
  const moved = Object.entries(design.sliders);
  const kept = moved.filter(([id]) => stays(id));
  return kept.length === moved.length ? null : { sliders: Object.fromEntries(kept) };
}

function child(
  design: Design,
  pack: PackSummary,
  { seed, strength, anotherB }: Variation,
  index: number,
): DesignFields {
  const random = randomState((seed + Math.imul(index, 0x9e37_79b1)) >>> 0);
  const [seedB = 0] = random.random(1);
  const [structure = 0, style = 0] = random.randn(2);
  const steps = random.randn(pack.directions.length);
  const locked = (name: string) => isLocked(design, name);
  const weight = (from: number, step: number) =>
    hundredth(Math.min(1, Math.max(0, from + strength * stepWeight * step)));
  return {
    ...(anotherB && !locked('source.b') ? { b: withSeed(design.b, seedB) } : {}),
    ...(locked('mix.structure') ? {} : { structure: weight(design.structure, structure) }),
    ...(locked('mix.style') ? {} : { style: weight(design.style, style) }),
    sliders: moved(design.sliders, movable(design, pack), steps, (direction, step) =>
      within(direction, (design.sliders[direction.id] ?? 0) + strength * stepSigmas * step),
    ),
  };
}

/** The places of the pack's unlocked directions. */
const movable = (design: Design, { directions }: PackSummary): readonly (readonly [Direction, number])[] =>
  directions.flatMap((direction, at) => (isLocked(design, direction.id) ? [] : [[direction, at] as const]));

/** `sliders` with those moved whose steps are the largest, as far as a design may hold them. */
function moved(
  sliders: Readonly<Record<string, number>>,
  directions: readonly (readonly [Direction, number])[],
  steps: Float64Array,
  place: (direction: Direction, step: number) => number,
): Record<string, number> {
  const size = ([, at]: readonly [Direction, number]) => Math.abs(steps[at] ?? 0);
  const chosen = [...directions].sort((one, other) => size(other) - size(one)).slice(0, slidersMoved);
  const result: Record<string, number> = { ...sliders };
  for (const [direction, at] of chosen) {
    const full = Object.keys(result).length >= limits.slidersPerDesign;
    if (full && !Object.hasOwn(result, direction.id)) continue;
    result[direction.id] = place(direction, steps[at] ?? 0);
  }
  return result;
}

function within({ rangeSigmas: [min, max] }: Direction, sigmas: number): number {
  const reach = limits.sliderSigmas;
  return hundredth(Math.min(max, reach, Math.max(min, -reach, sigmas)));
}

const withSeed = (source: Design['a'], uniform: number): Design['a'] => ({
  kind: 'seed',
  seed: Math.floor(uniform * seedsBelow),
  category: source.category,
});

const hundredth = (value: number): number => Math.round(value * 100) / 100 + 0;
