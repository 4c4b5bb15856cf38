import { distance, type Point } from '../geometry.js';

/**
 * A smooth line through points: uniform Catmull-Rom (1974), sampled `steps` times between each two. Open lines end
 * in their first and last point.
 */
export function curve(points: readonly Point[], steps = 8, closed = false): Point[] {
  const count = points.length;
  if (count < 3) return [...points];
  const at = (index: number): Point =>
    closed ? points[(index + count) % count]! : points[Math.min(count - 1, Math.max(0, index))]!;
  const line: Point[] = [];
  const last = closed ? count : count - 1;
  for (let index = 0; index < last; index++) {
    const [p0, p1, p2, p3] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      const blend = (a: number, b: number, c: number, d: number) =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3);
      line.push({ x: blend(p0.x, p1.x, p2.x, p3.x), y: blend(p0.y, p1.y, p2.y, p3.y) });
    }
  }
  if (!closed) line.push(points[count - 1]!);
  return line;
}

/**
 * A pen's line as an outline to fill: as wide as `width` in its body and fine at its ends, like ink. `swell` puts
 * its widest place (0..1).
 */
export function penLine(points: readonly Point[], width: number, swell = 0.5, fine = 0.25): Point[] {
  const count = points.length;
  if (count < 2) return [];
  const along = [0];
  for (let at = 1; at < count; at++) along.push(along[at - 1]! + distance(points[at - 1]!, points[at]!));
  const length = along[count - 1]! || 1;
  const [one, other]: [Point[], Point[]] = [[], []];
  for (let at = 0; at < count; at++) {
    const before = points[Math.max(0, at - 1)]!;
    const after = points[Math.min(count - 1, at + 1)]!;
    const run = distance(before, after) || 1;
    const t = along[at]! / length;
    const rise = t < swell ? t / Math.max(swell, 1e-6) : (1 - t) / Math.max(1 - swell, 1e-6);
    const half = (width / 2) * (fine + (1 - fine) * Math.sin((Math.PI / 2) * Math.min(1, rise * 1.6)));
    const [nx, ny] = [(-(after.y - before.y) / run) * half, ((after.x - before.x) / run) * half];
    const { x, y } = points[at]!;
    one.push({ x: x + nx, y: y + ny });
    other.push({ x: x - nx, y: y - ny });
  }
  return [...one, ...other.reverse()];
}
