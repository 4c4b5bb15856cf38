import { type Lab, labOfSrgb } from '@toile/room';

/** Lightness above which a pixel without colour counts as the paper behind the garment. */
const paperLightness = 93;
/** Chroma below which it has none. */
const paperChroma = 6;
/** Fewer pixels than this share of the picture are no garment. */
const leastShare = 0.02;

/**
 * The colour of a garment on white: the median, axis by axis, of what is not paper. `pixels` [n, 4] RGBA. Null
 * where there is next to nothing but paper.
 */
export function garmentColour(pixels: Uint8ClampedArray): Lab | null {
  const axes: [number[], number[], number[]] = [[], [], []];
  for (let at = 0; at < pixels.length; at += 4) {
    const lab = labOfSrgb(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    if (lab[0] > paperLightness && Math.hypot(lab[1], lab[2]) < paperChroma) continue;
    for (const axis of [0, 1, 2] as const) axes[axis].push(lab[axis]);
  }
  if (axes[0].length === 0 || axes[0].length < leastShare * (pixels.length / 4)) return null;
  const [l, a, b] = axes.map(median) as [number, number, number];
  return [l, a, b];
}

function median(values: number[]): number {
  const sorted = values.sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}
