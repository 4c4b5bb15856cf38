import type { PackSummary } from '@toile/protocol';
import type { Chip, DesignFields, Lab, SeedDesignSource } from '@toile/room';

/** What chips ask for, as a design has it. */
export interface Described {
  /** Null where any will do. */
  readonly category: number | null;
  readonly colour: Lab | null;
  readonly sliders: Readonly<Record<string, number>>;
}

export function describedBy(chips: readonly Chip[]): Described {
  const sliders: Record<string, number> = {};
  let category: number | null = null;
  let colour: Lab | null = null;
  for (const chip of chips) {
    if (chip.kind === 'category') category = chip.category;
    else if (chip.kind === 'colour') colour = chip.lab;
    else sliders[chip.directionId] = chip.sigmas;
  }
  return { category, colour, sliders };
}

/** Seeds looked through where a colour is asked for, and where none is. */
export const seedsToMeasure = 40;
/** Starts that are shown. */
export const startsShown = 6;

/** Sources to try: the category that was asked for, or each in turn. */
export function candidateSources(
  { category, colour }: Described,
  pack: PackSummary,
  randomSeed: () => number,
): SeedDesignSource[] {
  const count = pack.manifest.categories.length;
  return Array.from({ length: colour ? seedsToMeasure : startsShown }, (_, at) => ({
    kind: 'seed' as const,
    seed: randomSeed(),
    category: count === 0 ? null : (category ?? at % count),
  }));
}

/** A new design that shows `a`, with `b` at hand to mix in. */
export const startedFrom = (
  { a, b }: { a: SeedDesignSource; b: SeedDesignSource },
  { sliders }: Described,
  name: string,
): DesignFields => ({
  name,
  a,
  b,
  structure: 0,
  style: 0,
  sliders,
});
