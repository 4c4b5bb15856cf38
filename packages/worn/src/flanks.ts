import type { Part } from './garment-parts.js';
import type { Silhouette } from './silhouette.js';

/** The left and right edge of the trunk in a row of the picture, px; null where the row has none of it. */
export function flanksAt(
  { mask, cellPx, axis }: Silhouette,
  labels: Uint8Array,
  yPx: number,
): Record<Exclude<Part, 'trunk'>, number> | null {
  const { width, height, cells } = mask;
  const y = Math.min(height - 1, Math.max(0, Math.floor(yPx / cellPx)));
  let [left, right] = [width, -1];
  for (let x = 0; x < width; x++) {
    if (cells[y * width + x] === 0 || labels[y * width + x] !== 0) continue;
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
  }
  // A row with a stray bit on one side of the axis alone says nothing about the other.
  if (right < 0 || left > axis || right < axis) return null;
  return { left: left * cellPx, right: right * cellPx };
}
