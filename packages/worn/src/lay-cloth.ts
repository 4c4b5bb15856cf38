import type { Cloth } from './cloth.js';
import type { ClothMesh } from './cloth-mesh.js';
import { clamp, type Point, smoothstep } from './geometry.js';

/** One part of the garment as it lies on the figure: colour, and how much of each pixel it covers. */
export interface Laid {
  /** [height, width, 3], 0..255. */
  readonly rgb: Float32Array;
  /** [height, width], 0..1. */
  readonly alpha: Float32Array;
}

export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** Pixels in one head. */
  readonly scale: number;
  readonly toPx: (place: Point) => Point;
}

/** How light the cloth is at a place: `round` across the body, `level` in heads; 1 as it is. */
export type Lighting = (round: number, level: number) => number;

const ink = [29, 27, 24] as const;

/** Draws the squares of the net that belong to `label`, lit, with an ink line along the garment's edge. */
export function layPart(
  cloth: Cloth,
  mesh: ClothMesh,
  label: number,
  sheet: Sheet,
  lighting: Lighting,
): Laid {
  const count = sheet.width * sheet.height;
  const laid = { rgb: new Float32Array(count * 3), alpha: new Float32Array(count) };
  const { width, height, labels, x, y } = mesh;
  for (let row = 0; row + 1 < height; row++) {
    for (let column = 0; column + 1 < width; column++) {
      const a = row * width + column;
      const corners = [a, a + 1, a + width + 1, a + width] as const;
      if (Math.max(...corners.map((at) => labels[at]!)) !== label) continue;
      if (corners.some((at) => Number.isNaN(x[at]! + y[at]!))) continue;
      layTriangle(laid, cloth, mesh, sheet, lighting, corners[0], corners[1], corners[2]);
      layTriangle(laid, cloth, mesh, sheet, lighting, corners[0], corners[2], corners[3]);
    }
  }
  return laid;
}

function layTriangle(
  { rgb, alpha }: Laid,
  cloth: Cloth,
  { x, y, round, width, cellPx }: ClothMesh,
  { width: across, height: down, toPx }: Sheet,
  lighting: Lighting,
  a: number,
  b: number,
  c: number,
): void {
  const [pa, pb, pc] = [
    toPx({ x: x[a]!, y: y[a]! }),
    toPx({ x: x[b]!, y: y[b]! }),
    toPx({ x: x[c]!, y: y[c]! }),
  ];
  const area = (pb.x - pa.x) * (pc.y - pa.y) - (pb.y - pa.y) * (pc.x - pa.x);
  if (Math.abs(area) < 1e-6) return;
  const left = Math.max(0, Math.floor(Math.min(pa.x, pb.x, pc.x) - 0.5));
  const right = Math.min(across - 1, Math.ceil(Math.max(pa.x, pb.x, pc.x) - 0.5));
  const top = Math.max(0, Math.floor(Math.min(pa.y, pb.y, pc.y) - 0.5));
  const bottom = Math.min(down - 1, Math.ceil(Math.max(pa.y, pb.y, pc.y) - 0.5));
  const fromX = (at: number) => ((at % width) + 0.5) * cellPx;
  const fromY = (at: number) => (Math.floor(at / width) + 0.5) * cellPx;
  for (let py = top; py <= bottom; py++) {
    for (let px = left; px <= right; px++) {
      const [qx, qy] = [px + 0.5, py + 0.5];
      const wc = ((pb.x - pa.x) * (qy - pa.y) - (pb.y - pa.y) * (qx - pa.x)) / area;
      const wb = ((qx - pa.x) * (pc.y - pa.y) - (qy - pa.y) * (pc.x - pa.x)) / area;
      const wa = 1 - wb - wc;
      if (wa < -1e-3 || wb < -1e-3 || wc < -1e-3) continue;
      const sx = wa * fromX(a) + wb * fromX(b) + wc * fromX(c) - 0.5;
      const sy = wa * fromY(a) + wb * fromY(b) + wc * fromY(c) - 0.5;
      const inside = sample(cloth.inside, cloth.widthPx, cloth.heightPx, 1, 0, sx, sy);
      const covers = smoothstep(0.42, 0.54, inside);
      const at = py * across + px;
      if (covers <= alpha[at]!) continue;
      const level = wa * y[a]! + wb * y[b]! + wc * y[c]!;
      const lit = lighting(wa * round[a]! + wb * round[b]! + wc * round[c]!, level);
      // The pen follows the edge from within.
      const line = 0.72 * (1 - smoothstep(0.58, 0.74, inside));
      alpha[at] = covers;
      for (let channel = 0; channel < 3; channel++) {
        const colour = sample(cloth.rgb, cloth.widthPx, cloth.heightPx, 3, channel, sx, sy);
        rgb[at * 3 + channel] =
          lightened(colour, lit) * (1 - line) + (colour * 0.25 + ink[channel]! * 0.5) * line;
      }
    }
  }
}

/** A colour under more or less light; dark cloth gets its highlight too, which no factor gives it. */
export const lightened = (colour: number, lit: number): number =>
  lit <= 1 ? colour * lit : clamp(colour * lit + (255 - colour) * (lit - 1) * 0.35, 0, 255);

/** Bilinear, clamped at the borders; pixel middles are at whole coordinates. */
function sample(
  field: Float32Array,
  width: number,
  height: number,
  channels: number,
  channel: number,
  x: number,
  y: number,
): number {
  const cx = x < 0 ? 0 : Math.min(x, width - 1);
  const cy = y < 0 ? 0 : Math.min(y, height - 1);
  const x0 = Math.floor(cx);
  const y0 = Math.floor(cy);
  const x1 = x0 + 1 < width ? x0 + 1 : x0;
  const y1 = y0 + 1 < height ? y0 + 1 : y0;
  const [fx, fy] = [cx - x0, cy - y0];
  const at = (column: number, row: number) => field[(row * width + column) * channels + channel]!;
  return (
    (at(x0, y0) * (1 - fx) + at(x1, y0) * fx) * (1 - fy) + (at(x0, y1) * (1 - fx) + at(x1, y1) * fx) * fy
  );
}
