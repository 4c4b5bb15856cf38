import type { Point } from './geometry.js';

export interface Pin {
  readonly from: Point;
  readonly to: Point;
}

/** U(r) = r^2 log r^2, of the squared distance. */
const kernel = (squared: number): number => (squared < 1e-12 ? 0 : squared * Math.log(squared));

/**
 * The smoothest map of the plane that takes each pin's `from` nearly to its `to`: a thin-plate spline (Bookstein
 * 1989) with the regularisation of Wahba (1990). `slack` is how far pins give way to smoothness, 0 for not at all.
 * Throws RangeError for fewer than three pins; pins on one line have no such map, and get the shift of their middle.
 */
export function thinPlate(pins: readonly Pin[], slack = 0): (place: Point) => Point {
  const count = pins.length;
  if (count < 3) throw new RangeError(`pins: expected at least 3, got ${count}`);
  const mean = (pick: (pin: Pin) => number) => pins.reduce((sum, pin) => sum + pick(pin), 0) / count;
  const [cx, cy] = [mean(({ from }) => from.x), mean(({ from }) => from.y)];
  const [tx, ty] = [mean(({ to }) => to.x), mean(({ to }) => to.y)];
  // Of size one around nought: the kernel is not scale free.
  const size = Math.sqrt(mean(({ from }) => (from.x - cx) ** 2 + (from.y - cy) ** 2)) || 1;
  const xs = pins.map(({ from }) => (from.x - cx) / size);
  const ys = pins.map(({ from }) => (from.y - cy) / size);
  const order = count + 3;
  const rows = Array.from({ length: order }, (_, row) => {
    const values = new Float64Array(order + 2);
    if (row < count) {
      for (let at = 0; at < count; at++) {
        values[at] = kernel((xs[row]! - xs[at]!) ** 2 + (ys[row]! - ys[at]!) ** 2) + (row === at ? slack : 0);
      }
      values.set([1, xs[row]!, ys[row]!, pins[row]!.to.x - tx, pins[row]!.to.y - ty], count);
    } else {
      for (let at = 0; at < count; at++) values[at] = [1, xs[at]!, ys[at]!][row - count]!;
    }
    return values;
  });
  if (!eliminate(rows, order)) return ({ x, y }) => ({ x: x - cx + tx, y: y - cy + ty });
  const wx = rows.map((row) => row[order]!);
  const wy = rows.map((row) => row[order + 1]!);
  return ({ x, y }) => {
    const [px, py] = [(x - cx) / size, (y - cy) / size];
    let qx = wx[count]! + wx[count + 1]! * px + wx[count + 2]! * py;
    let qy = wy[count]! + wy[count + 1]! * px + wy[count + 2]! * py;
    for (let at = 0; at < count; at++) {
      const u = kernel((px - xs[at]!) ** 2 + (py - ys[at]!) ** 2);
      qx += wx[at]! * u;
      qy += wy[at]! * u;
    }
    return { x: qx + tx, y: qy + ty };
  };
}

/** Gauss-Jordan with row pivots, in place; false for a singular system. */
function eliminate(rows: Float64Array[], order: number): boolean {
  for (let column = 0; column < order; column++) {
    let pivot = column;
    for (let row = column + 1; row < order; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    if (Math.abs(rows[pivot]![column]!) < 1e-9) return false;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]!;
    const scale = 1 / head[column]!;
    for (let at = column; at < head.length; at++) head[at]! *= scale;
    for (let row = 0; row < order; row++) {
      const values = rows[row]!;
      const factor = values[column]!;
      if (row === column || factor === 0) continue;
      for (let at = column; at < head.length; at++) values[at]! -= factor * head[at]!;
    }
  }
  return true;
}
