import { colourDistance, type Lab, labOfSrgb } from '@toile/room';
import { hexOfLab } from './lab-colour.js';

/** A colour of a garment and how much of it has that colour, 0..1. */
export interface Swatch {
  readonly hex: string;
  readonly share: number;
}

const mostSwatches = 4;
/** Groups that are looked for; near ones become one. */
const groups = 6;
const rounds = 16;
const mostPixels = 6_000;
/** Below this colour difference two groups are one colour in two lights. */
const alike = 14;
const leastShare = 0.04;

/**
 * The colours of a cut-out garment, the largest first: k-means in CIE Lab (Lloyd 1982), begun far apart (k-means++,
 * Arthur and Vassilvitskii 2007) from a fixed seed, so that a picture always has the same swatches. Pixels that are
 * not wholly garment do not count; of a picture without any there are no swatches.
 *
 * `rgba` [n, 4], not premultiplied.
 */
export function measureSwatches(rgba: Uint8Array): Swatch[] {
  const pixels = garmentPixels(rgba);
  if (pixels.length === 0) return [];
  let centres = farApart(pixels);
  let members: Lab[][] = [];
  for (let round = 0; round < rounds; round++) {
    members = centres.map(() => []);
    for (const pixel of pixels) members[nearest(pixel, centres)]!.push(pixel);
    members = members.filter((group) => group.length > 0);
    centres = members.map(mean);
  }
  return merged(members)
    .map((group) => ({ hex: hexOfLab(mean(group)), share: group.length / pixels.length }))
    .filter(({ share }) => share >= leastShare)
    .sort((one, other) => other.share - one.share)
    .slice(0, mostSwatches);
}

function garmentPixels(rgba: Uint8Array): Lab[] {
  const solid: number[] = [];
  for (let at = 0; at < rgba.length; at += 4) if (rgba[at + 3]! >= 250) solid.push(at);
  const stride = Math.max(1, Math.ceil(solid.length / mostPixels));
  return solid
    .filter((_, index) => index % stride === 0)
    .map((at) => labOfSrgb(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!));
}

function farApart(pixels: readonly Lab[]): Lab[] {
  const random = mulberry32(1);
  const centres = [pixels[Math.floor(random() * pixels.length)]!];
  const squares = pixels.map(() => Number.POSITIVE_INFINITY);
  while (centres.length < groups) {
    let total = 0;
    for (const [at, pixel] of pixels.entries()) {
      squares[at] = Math.min(squares[at]!, colourDistance(pixel, centres.at(-1)!) ** 2);
      total += squares[at]!;
    }
    if (total === 0) break;
    centres.push(pixels[drawn(squares, random() * total)]!);
  }
  return centres;
}

/** The index at which the running sum of `weights` passes `sum`. */
function drawn(weights: readonly number[], sum: number): number {
  let passed = 0;
  return Math.max(
    0,
    weights.findIndex((weight) => {
      passed += weight;
      return passed > sum;
    }),
  );
}

function nearest(pixel: Lab, centres: readonly Lab[]): number {
  let best = 0;
  for (let at = 1; at < centres.length; at++) {
    if (colourDistance(pixel, centres[at]!) < colourDistance(pixel, centres[best]!)) best = at;
  }
  return best;
}

function mean(pixels: readonly Lab[]): Lab {
  const sum = pixels.reduce<Lab>(
    (total, lab) => [total[0] + lab[0], total[1] + lab[1], total[2] + lab[2]],
    [0, 0, 0],
  );
  return [sum[0] / pixels.length, sum[1] / pixels.length, sum[2] / pixels.length];
}

/** The two nearest groups become one, until all are of different colours. */
function merged(members: readonly Lab[][]): Lab[][] {
  let rest = [...members];
  for (;;) {
    const centres = rest.map(mean);
    let best: { one: number; other: number; apart: number } | null = null;
    for (let one = 0; one < rest.length; one++) {
      for (let other = one + 1; other < rest.length; other++) {
        const apart = colourDistance(centres[one]!, centres[other]!);
        if (apart < (best?.apart ?? alike)) best = { one, other, apart };
      }
    }
    if (best === null) return rest;
    const { one, other } = best;
    const both = [...rest[one]!, ...rest[other]!];
    rest = [...rest.filter((_, at) => at !== one && at !== other), both];
  }
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
