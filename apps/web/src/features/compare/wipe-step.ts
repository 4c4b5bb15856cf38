/** Where a key moves the edge of a wipe, 0..100; null for any other key. */
export function wipeStep(edge: number, key: string): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: edge - 2,
    ArrowDown: edge - 2,
    ArrowRight: edge + 2,
    ArrowUp: edge + 2,
    PageDown: edge - 20,
    PageUp: edge + 20,
    Home: 0,
    End: 100,
  };
  const next = steps[key];
  return next === undefined ? null : Math.min(100, Math.max(0, next));
}
