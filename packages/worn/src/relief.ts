import type { Crease } from './creases.js';
import { besides, distance, type Point } from './geometry.js';

/**
 * What folds do to the light, [height, width]: below nought in their valleys, above on the ridge beside them.
 * `scale` is pixels a head, `left` and `top` where the sheet begins, in heads.
 */
export function reliefOf(
  creases: readonly Crease[],
  width: number,
  height: number,
  toPx: (place: Point) => Point,
  scale: number,
): Float32Array {
  const relief = new Float32Array(width * height);
  for (const { line, width: heads, depth } of creases) {
    const px = line.map(toPx);
    const wide = heads * scale;
    const pad = wide * 3;
    const left = Math.max(0, Math.floor(Math.min(...px.map(({ x }) => x)) - pad));
    const right = Math.min(width, Math.ceil(Math.max(...px.map(({ x }) => x)) + pad));
    const top = Math.max(0, Math.floor(Math.min(...px.map(({ y }) => y)) - pad));
    const bottom = Math.min(height, Math.ceil(Math.max(...px.map(({ y }) => y)) + pad));
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const { away, along } = nearest(px, { x: x + 0.5, y: y + 0.5 });
        const d = away / wide;
        if (Math.abs(d) > 3 || along < 0 || along > 1) continue;
        // Deep where it begins, gone where it ends.
        const fade = Math.min(1, along * 6) * (1 - along) ** 1.2;
        const valley = -Math.exp(-d * d);
        const ridge = 0.55 * Math.exp(-((Math.abs(d) - 1.5) ** 2) * 1.6);
        relief[y * width + x]! += depth * fade * (valley + ridge);
      }
    }
  }
  return relief;
}

/** The signed distance of a place from a line, and how far along it is, 0..1; beyond its ends outside of that. */
function nearest(line: readonly Point[], place: Point): { away: number; along: number } {
  let found = { away: Number.POSITIVE_INFINITY, along: -1 };
  const count = line.length - 1;
  for (let at = 0; at < count; at++) {
    const [a, b] = [line[at]!, line[at + 1]!];
    const length = distance(a, b) || 1;
    const t = ((place.x - a.x) * (b.x - a.x) + (place.y - a.y) * (b.y - a.y)) / (length * length);
    if ((t < 0 && at > 0) || (t > 1 && at < count - 1)) {
      const corner = t < 0 ? a : b;
      const away = distance(corner, place);
      if (away < Math.abs(found.away)) found = { away, along: (at + (t < 0 ? 0 : 1)) / count };
      continue;
    }
    const away = besides(a, b, place);
    if (Math.abs(away) < Math.abs(found.away)) found = { away, along: (at + t) / count };
  }
  return found;
}
