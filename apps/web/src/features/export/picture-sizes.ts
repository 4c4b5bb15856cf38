/** Sides of the pictures that are offered, smallest first: the pack's own, and two enlargements. */
export const pictureSizesPx = (nativePx: number): number[] =>
  [...new Set([nativePx, 512, 1024])].sort((one, other) => one - other);
