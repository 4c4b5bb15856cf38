/**
 * Half-open range [start, end) of synthesis layers, counted from the coarsest: `[0, 5]` is layers 0 to 4.
 * `start === end` is no layer.
 */
export type LayerRange = readonly [start: number, end: number];

/** Throws RangeError naming `name` unless 0 <= start <= end <= numWs, all integers. */
export function expectLayerRange(range: LayerRange, name: string, numWs: number): void {
  const [start, end] = range;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > numWs) {
    throw new RangeError(`${name}: expected 0 <= start <= end <= ${numWs}, got [${start}, ${end})`);
  }
}

/** Whether `layer` lies in the range. */
export function inLayers(range: LayerRange, layer: number): boolean {
  return layer >= range[0] && layer < range[1];
}
