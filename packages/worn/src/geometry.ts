/** A place: in pixels of a picture, or in heads of a figure; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** 0 at and below `from`, 1 at and above `to`, smooth between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

export const between = (a: Point, b: Point, t = 0.5): Point => ({ x: mix(a.x, b.x, t), y: mix(a.y, b.y, t) });
export const distance = (a: Point, b: Point): number => Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);

/** How far `p` lies to the right of the way from `a` to `b`, seen with y downwards; negative on its left. */
export function besides(a: Point, b: Point, p: Point): number {
  const length = distance(a, b) || 1;
  return ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
}

/** The element with the greatest score, the first of equals; null of none. */
export function best<T>(items: Iterable<T>, score: (item: T) => number): T | null {
  let found: T | null = null;
  let high = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const value = score(item);
    if (value > high) {
      high = value;
      found = item;
    }
  }
  return found;
}

/** The middle of a list of numbers; 0 of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
