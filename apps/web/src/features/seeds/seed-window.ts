/** Seeds are uint32: the next number after the last one. */
export const seedsEnd = 2 ** 32;
/**
 * Places in one window. The wall is endless, but browsers lay out some ten million pixels at most: so a window
 * of places is scrolled, and moved along where its ends come near.
 */
const windowPlaces = 120_000;

export interface SeedWindow {
  /** First place, a multiple of nothing in particular. */
  readonly start: number;
  readonly count: number;
}

/** A window in which `place` stands somewhere in the middle; at the ends of a wall of `end` places, as near as may be. */
export function windowAround(place: number, end = seedsEnd): SeedWindow {
  const start = Math.min(end - windowPlaces, Math.max(0, place - windowPlaces / 2));
  return { start: Math.floor(start), count: windowPlaces };
}

/** The first window: from place 0. */
export const firstWindow: SeedWindow = { start: 0, count: windowPlaces };

/**
 * The window to go on in where the rows in sight come near an end behind which there are more places; null where
 * this one still serves. `columns` places stand in a row; the rows keep theirs.
 */
export function movedWindow(
  { start, count }: SeedWindow,
  { firstRow, lastRow, columns }: { firstRow: number; lastRow: number; columns: number },
  end = seedsEnd,
): SeedWindow | null {
  const rows = Math.ceil(count / columns);
  const margin = 40;
  const step = Math.floor(rows / 2) * columns;
  if (lastRow > rows - margin && start + count < end) {
    return { start: start + Math.min(step, whole(end - count - start, columns)), count };
  }
  if (firstRow < margin && start > 0) return { start: start - Math.min(step, whole(start, columns)), count };
  return null;
}

/** The most of `places` that makes whole rows, and at least one so that the very end is reached. */
const whole = (places: number, columns: number): number =>
  places < columns ? places : Math.floor(places / columns) * columns;

/** Where the arrow keys lead from `place`, on a wall of `end` places; null for any other key. */
export function walk(
  place: number,
  key: string,
  columns: number,
  rowsInSight: number,
  end = seedsEnd,
): number | null {
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
  const next = place + step;
  return next >= 0 && next < end ? next : place;
}

/** How many cells of at least `cellPx` fit into a row of `widthPx`, `gapPx` between them; 2 at least. */
export const columnsIn = (widthPx: number, cellPx: number, gapPx: number): number =>
  Math.max(2, Math.floor((widthPx + gapPx) / (cellPx + gapPx)));
