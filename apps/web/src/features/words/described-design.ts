import type { PackSummary } from '@toile/protocol';
import {
  type Chip,
  type Design,
  type DesignFields,
  type DesignSource,
  isLocked,
  type Lab,
  type SeedDesignSource,
} from '@toile/room';

/** What chips ask for, as a design has it. */
export interface Described {
  /** Null where any will do. */
  readonly category: number | null;
  readonly colour: Lab | null;
  readonly sliders: Readonly<Record<string, number>>;
  /** The design on the stage: what is locked in it stays. */
  readonly from: Design | null;
}

export function describedBy(chips: readonly Chip[], from: Design | null = null): Described {
  const sliders: Record<string, number> = {};
  let category: number | null = null;
  let colour: Lab | null = null;
  for (const chip of chips) {
    if (chip.kind === 'category') category = chip.category;
    else if (chip.kind === 'colour') colour = chip.lab;
    else sliders[chip.directionId] = chip.sigmas;
  }
  return { category, colour, sliders, from };
}

/** Seeds looked through where a colour is asked for, and where none is. */
export const seedsToMeasure = 40;
/** Starts that are shown. */
export const startsShown = 6;

/** Whether no seed would be seen: both places are locked. */
export const isStuck = ({ from }: Described): boolean =>
  from !== null && isLocked(from, 'source.a') && isLocked(from, 'source.b');

/** Sources to try: the category that was asked for, or each in turn. One, where both places are locked. */
export function candidateSources(
  described: Described,
  pack: PackSummary,
  randomSeed: () => number,
): SeedDesignSource[] {
  const { category, colour } = described;
  const count = pack.manifest.categories.length;
  return Array.from({ length: isStuck(described) ? 1 : colour ? seedsToMeasure : startsShown }, (_, at) => ({
    kind: 'seed' as const,
    seed: randomSeed(),
    category: count === 0 ? null : (category ?? at % count),
  }));
}

/**
 * A new design that shows `a`, with `b` at hand to mix in; what is locked in the design that it is described from
 * is as it is there. Where that is garment A, `a` is shown as B.
 */
export function startedFrom(
  { a, b }: { a: DesignSource; b: DesignSource },
  { sliders, from }: Described,
  name: string,
): DesignFields {
  if (from === null) return { name, a, b, structure: 0, style: 0, sliders };
  const locked = (what: string) => isLocked(from, what);
  const asB = locked('source.a') && !locked('source.b');
  const weight = asB ? 1 : 0;
  const free = Object.entries(sliders).filter(([id]) => !locked(id));
  const kept = Object.entries(from.sliders).filter(([id]) => locked(id));
  return {
    name,
    a: locked('source.a') ? from.a : a,
    b: locked('source.b') ? from.b : asB ? a : b,
    structure: locked('mix.structure') ? from.structure : weight,
    style: locked('mix.style') ? from.style : weight,
    ...(locked('mix.structure') || locked('mix.style') ? { layers: from.layers } : {}),
    ...(locked('truncationPsi') ? { truncationPsi: from.truncationPsi } : {}),
    sliders: Object.fromEntries([...free, ...kept]),
    locks: from.locks,
  };
}

const lockableWords: Readonly<Record<string, string>> = {
  'source.a': 'garment A',
  'source.b': 'garment B',
  'mix.structure': 'structure',
  'mix.style': 'style',
  truncationPsi: 'wildness',
};

/** What is locked in `design`, in words: "sleeves", "garment A". */
export const lockedWords = (design: Design, { directions }: PackSummary): string[] =>
  design.locks.map(
    (name) =>
      lockableWords[name] ?? directions.find(({ id }) => id === name)?.label.toLocaleLowerCase() ?? name,
  );
