import type { Point } from './geometry.js';

/**
 * How much of each pixel lies within an outline (non-zero winding), [height, width], 0..1: four samples down and
 * exact spans across.
 */
export function coverageWithin(
  outlines: readonly (readonly Point[])[],
  width: number,
  height: number,
): Float32Array {
  const field = new Float32Array(width * height);
  for (const outline of outlines) addOutline(field, outline, width, height);
  return field;
}

const samples = 4;

function addOutline(field: Float32Array, outline: readonly Point[], width: number, height: number): void {
  if (outline.length < 3) return;
  const top = Math.max(0, Math.floor(Math.min(...outline.map(({ y }) => y))));
  const bottom = Math.min(height, Math.ceil(Math.max(...outline.map(({ y }) => y))));
  const spans = new Float32Array(width);
  for (let row = top; row < bottom; row++) {
    spans.fill(0);
    for (let sample = 0; sample < samples; sample++) {
      const y = row + (sample + 0.5) / samples;
      const crossings: { x: number; way: number }[] = [];
      for (let at = 0; at < outline.length; at++) {
        const a = outline[at]!;
        const b = outline[(at + 1) % outline.length]!;
        if (a.y <= y === b.y <= y) continue;
        crossings.push({ x: a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x), way: a.y < b.y ? 1 : -1 });
      }
      crossings.sort((a, b) => a.x - b.x);
      let winding = 0;
      for (let at = 0; at + 1 < crossings.length; at++) {
        winding += crossings[at]!.way;
        if (winding !== 0) addSpan(spans, crossings[at]!.x, crossings[at + 1]!.x, width);
      }
    }
    for (let x = 0; x < width; x++) {
      const at = row * width + x;
      if (spans[x] !== 0) field[at] = Math.max(field[at]!, Math.min(1, spans[x]!));
    }
  }
}

function addSpan(spans: Float32Array, from: number, to: number, width: number): void {
  const [a, b] = [Math.max(0, from), Math.min(width, to)];
  for (let x = Math.floor(a); x < b; x++) {
    spans[x]! += (Math.min(b, x + 1) - Math.max(a, x)) / samples;
  }
}
