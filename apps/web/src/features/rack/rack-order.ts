/**
 * After which id `movedId` has to stand to come to `toIndex` of the order without it; null for first place.
 * `toIndex` counts places in the list without the moved one, 0..ids.length - 1.
 */
export function afterIdFor(ids: readonly string[], movedId: string, toIndex: number): string | null {
  const others = ids.filter((id) => id !== movedId);
  return others[Math.min(toIndex, others.length) - 1] ?? null;
}

/**
 * The place that a card dropped at `y` takes, counted in the list without it. `middles` are the middles of all
 * cards in rack order, in the same unit and from the same origin as `y`.
 */
export function dropIndex(middles: readonly number[], movedIndex: number, y: number): number {
  return middles.filter((middle, index) => index !== movedIndex && middle < y).length;
}

/** The id that is selected when `removedId` leaves: the one after it, else the one before it. */
export function neighbourOf(ids: readonly string[], removedId: string): string | null {
  const index = ids.indexOf(removedId);
  return ids[index + 1] ?? ids[index - 1] ?? null;
}
