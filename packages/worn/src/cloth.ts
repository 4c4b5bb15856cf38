import { clamp } from './geometry.js';
import { spread } from './mask.js';
import type { Picture } from './picture.js';
import type { Silhouette } from './silhouette.js';

/**
 * The garment as something to sample: its colour, continued outwards beyond its edge, and a soft measure of the
 * inside, both [heightPx, widthPx].
 */
export interface Cloth {
  readonly widthPx: number;
  readonly heightPx: number;
  /** [.., 3], 0..255. */
  readonly rgb: Float32Array;
  /** 0 outside, 1 inside, one half on the edge; it rises over about `edgePx` pixels. */
  readonly inside: Float32Array;
}

/** Takes the garment out of its picture: without hangers and threads, with a smooth edge and no rim of white. */
export function clothOf(picture: Picture, { mask, cellPx, coverage }: Silhouette): Cloth {
  const { widthPx, heightPx, rgba } = picture;
  const near = spread(mask, 1);
  const inside = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const row = Math.min(mask.height - 1, Math.floor(y / cellPx)) * mask.width;
    for (let x = 0; x < widthPx; x++) {
      const cell = row + Math.min(mask.width - 1, Math.floor(x / cellPx));
      // What the garment encloses is garment, whatever its matte says.
      inside[y * widthPx + x] = near.cells[cell] === 0 ? 0 : coverage[y * widthPx + x]!;
    }
  }
  const radius = Math.max(1, Math.round(cellPx * 0.75));
  const soft = blurred(blurred(inside, widthPx, heightPx, radius), widthPx, heightPx, radius);
  const rgb = new Float32Array(inside.length * 3);
  let sure = new Uint8Array(inside.length);
  for (let at = 0; at < inside.length; at++) {
    sure[at] = soft[at]! > 0.86 && inside[at]! > 0.95 ? 1 : 0;
    for (let c = 0; c < 3; c++) rgb[at * 3 + c] = rgba[at * 4 + c]!;
  }
  // Colours of the edge are mixtures with the background: those inside grow over them.
  for (let step = 0; step < radius * 4 + 3; step++) sure = grown(rgb, sure, widthPx, heightPx);
  return { widthPx, heightPx, rgb, inside: soft };
}

/** Each pixel without a sure colour takes the mean of its sure neighbours'. */
function grown(rgb: Float32Array, sure: Uint8Array<ArrayBuffer>, widthPx: number, heightPx: number) {
  const next = sure.slice();
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = y * widthPx + x;
      if (sure[at] === 1) continue;
      let [r, g, b, count] = [0, 0, 0, 0];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(heightPx - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(widthPx - 1, x + 1); nx++) {
          const other = ny * widthPx + nx;
          if (sure[other] === 0) continue;
          r += rgb[other * 3]!;
          g += rgb[other * 3 + 1]!;
          b += rgb[other * 3 + 2]!;
          count += 1;
        }
      }
      if (count === 0) continue;
      rgb.set([r / count, g / count, b / count], at * 3);
      next[at] = 1;
    }
  }
  return next;
}

/** A box blur of this radius, [height, width]; beyond the border lies nothing. */
export function blurred(field: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = new Float32Array(field.length);
  const scale = 1 / (2 * radius + 1);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    const row = y * width;
    for (let x = 0; x < Math.min(radius, width); x++) sum += field[row + x]!;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += field[row + x + radius]!;
      if (x - radius - 1 >= 0) sum -= field[row + x - radius - 1]!;
      across[row + x] = sum * scale;
    }
  }
  const both = new Float32Array(field.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(radius, height); y++) {
    for (let x = 0; x < width; x++) sums[x]! += across[y * width + x]!;
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (y + radius < height) sums[x]! += across[(y + radius) * width + x]!;
      if (y - radius - 1 >= 0) sums[x]! -= across[(y - radius - 1) * width + x]!;
      both[y * width + x] = clamp(sums[x]! * scale, 0, 1);
    }
  }
  return both;
}
