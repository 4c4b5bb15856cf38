/** Seeds are uint32: the next number after the last one. */
const seedsEnd = 2 ** 32;
/**
 * Seeds in one window. The wall is endless, but browsers lay out some ten million pixels at most: so a window
 * of seeds is scrolled, and moved along where its ends come near.
 */
const windowSeeds = 120_000;

export interface SeedWindow {
  /** First seed, a multiple of nothing in particular. */
  readonly start: number;
  readonly count: number;
}

/** A window in which `seed` stands somewhere in the middle; at the ends of all seeds, as near as may be. */
export function windowAround(seed: number): SeedWindow {
  const start = Math.min(seedsEnd - windowSeeds, Math.max(0, seed - windowSeeds / 2));
  return { start: Math.floor(start), count: windowSeeds };
}

/** The first window: from seed 0. */
export const firstWindow: SeedWindow = { start: 0, count: windowSeeds };

/**
 * The window to go on in where the rows in sight come near an end behind which there are more seeds; null where
 * this one still serves. `columns` seeds stand in a row; the rows keep their seeds.
 */
export function movedWindow(
  { start, count }: SeedWindow,
  { firstRow, lastRow, columns }: { firstRow: number; lastRow: number; columns: number },
): SeedWindow | null {
  const rows = Math.ceil(count / columns);
  const margin = 40;
  const step = Math.floor(rows / 2) * columns;
  if (lastRow > rows - margin && start + count < seedsEnd) {
    return { start: start + Math.min(step, whole(seedsEnd - count - start, columns)), count };
  }
  if (firstRow < margin && start > 0) return { start: start - Math.min(step, whole(start, columns)), count };
  return null;
}

/** The most of `seeds` that makes whole rows, and at least one so that the very end is reached. */
const whole = (seeds: number, columns: number): number =>
  seeds < columns ? seeds : Math.floor(seeds / columns) * columns;

/** Where the arrow keys lead from `seed`, within all seeds. */
export function walk(seed: number, key: string, columns: number, rowsInSight: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * Math.max(1, rowsInSight - 1),
    PageDown: columns * Math.max(1, rowsInSight - 1),
  };
  const step = steps[key];
  if (step === undefined) return null;
  const next = seed + step;
  return next >= 0 && next < seedsEnd ? next : seed;
}

/** How many cells of at least `cellPx` fit into a row of `widthPx`, `gapPx` between them; 2 at least. */
export const columnsIn = (widthPx: number, cellPx: number, gapPx: number): number =>
  Math.max(2, Math.floor((widthPx + gapPx) / (cellPx + gapPx)));
