import { blurred } from './cloth.js';

/** Pixels in one cell of a shadow: it is soft, so it is made small. */
const cellPx = 4;

export interface Throw {
  /** All in heads. */
  readonly right: number;
  readonly down: number;
  readonly soft: number;
}

/** The shadow that a field [height, width] throws, 0..1 for each index into it; `scale` is pixels in one head. */
export function softShadow(
  field: Float32Array,
  width: number,
  height: number,
  scale: number,
  { right, down, soft }: Throw,
): (at: number) => number {
  const [columns, rows] = [Math.ceil(width / cellPx), Math.ceil(height / cellPx)];
  const small = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / cellPx) * columns;
    for (let x = 0; x < width; x++) {
      const value = field[y * width + x]!;
      if (value > 0) small[row + Math.floor(x / cellPx)]! += value / (cellPx * cellPx);
    }
  }
  const radius = Math.max(1, Math.round((soft * scale) / cellPx));
  const shadow = blurred(blurred(small, columns, rows, radius), columns, rows, radius);
  const [dx, dy] = [right * scale + cellPx / 2, down * scale + cellPx / 2];
  return (at) => {
    const x = ((at % width) + 0.5 - dx) / cellPx;
    const y = (Math.floor(at / width) + 0.5 - dy) / cellPx;
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    if (x0 < 0 || y0 < 0 || x0 >= columns - 1 || y0 >= rows - 1) return 0;
    const [fx, fy] = [x - x0, y - y0];
    const i = y0 * columns + x0;
    return (
      (shadow[i]! * (1 - fx) + shadow[i + 1]! * fx) * (1 - fy) +
      (shadow[i + columns]! * (1 - fx) + shadow[i + columns + 1]! * fx) * fy
    );
  };
}
