/** How far from white, in the channel that is furthest, what lies around a garment may be: generators leave a grain. */
const BACKGROUND_REACH = 20;
/** A garment's colour this close to white (Euclidean) says nothing about how much of it a pixel holds. */
const TELLING_DISTANCE = 40;

/**
 * How much of each pixel is garment, for a picture of a garment on white: 0 where the white around it reaches from
 * the border, 255 inside, between along the edge. White that the garment encloses belongs to it; white cloth that
 * ends at the background may go with it.
 *
 * A pixel of the edge is taken for a mixture C = alpha F + (1 - alpha) W of the garment's colour just inside, F,
 * and white, W: alpha is the projection of W - C on W - F, the closed form of the compositing equation (Porter and
 * Duff 1984) for a known background and an estimated foreground.
 *
 * `rgb` [sidePx, sidePx, 3]; returns [sidePx, sidePx]. Throws RangeError when the length does not fit.
 */
export function coverageOnWhite(rgb: Uint8Array, sidePx: number): Uint8Array {
  if (rgb.length !== sidePx * sidePx * 3) {
    throw new RangeError(`rgb: expected ${sidePx * sidePx * 3} values, got ${rgb.length}`);
  }
  const distance = distanceFromBackground(rgb, sidePx);
  const edgePx = Math.max(1, Math.round(sidePx / 128));
  const coverage = new Uint8Array(sidePx * sidePx);
  for (let at = 0; at < coverage.length; at++) {
    if (distance[at] === 0) continue;
    const edge = distance[at]! <= edgePx;
    coverage[at] = edge ? Math.round(255 * share(rgb, sidePx, at, distance, edgePx)) : 255;
  }
  return coverage;
}

/**
 * The garment alone: C = alpha F + (1 - alpha) W solved for F, so that over white it is the picture again.
 *
 * `rgb` [n, 3] and `coverage` [n] of it; returns RGBA [n, 4], not premultiplied.
 */
export function cutOut(rgb: ArrayLike<number>, coverage: ArrayLike<number>): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(coverage.length * 4);
  for (let at = 0; at < coverage.length; at++) {
    const alpha = coverage[at]! / 255;
    for (let c = 0; c < 3; c++) {
      rgba[at * 4 + c] = alpha === 0 ? 255 : 255 - (255 - rgb[at * 3 + c]!) / alpha;
    }
    rgba[at * 4 + 3] = coverage[at]!;
  }
  return rgba;
}

/** 0 in the background, else steps (of eight neighbours) from it; 255 for 255 and more. */
function distanceFromBackground(rgb: Uint8Array, sidePx: number): Uint8Array {
  const steps = new Uint8Array(sidePx * sidePx).fill(255);
  const isWhite = (at: number) =>
    255 - Math.min(rgb[at * 3]!, rgb[at * 3 + 1]!, rgb[at * 3 + 2]!) <= BACKGROUND_REACH;
  const reached: number[] = [];
  const reach = (at: number) => {
    if (steps[at] === 0 || !isWhite(at)) return;
    steps[at] = 0;
    reached.push(at);
  };
  const last = sidePx - 1;
  for (let i = 0; i < sidePx; i++)
    for (const at of [i, last * sidePx + i, i * sidePx, i * sidePx + last]) reach(at);
  // Four neighbours: white does not slip through a diagonal of cloth.
  for (let at = reached.pop(); at !== undefined; at = reached.pop()) {
    const x = at % sidePx;
    if (x > 0) reach(at - 1);
    if (x < last) reach(at + 1);
    if (at >= sidePx) reach(at - sidePx);
    if (at < sidePx * last) reach(at + sidePx);
  }
  countSteps(steps, sidePx);
  return steps;
}

/** Chessboard distances in two passes (Rosenfeld and Pfaltz 1966). */
function countSteps(steps: Uint8Array, sidePx: number): void {
  const sweep = (from: number, to: number, step: 1 | -1) => {
    for (let at = from; at !== to; at += step) {
      const x = at % sidePx;
      const before = at - step * sidePx;
      const least = Math.min(
        (step === 1 ? x > 0 : x < sidePx - 1) ? steps[at - step]! : 254,
        steps[before] ?? 254,
        x > 0 ? (steps[before - 1] ?? 254) : 254,
        x < sidePx - 1 ? (steps[before + 1] ?? 254) : 254,
      );
      if (steps[at]! > least + 1) steps[at] = least + 1;
    }
  };
  sweep(0, steps.length, 1);
  sweep(steps.length - 1, -1, -1);
}

/** The share of garment in one pixel of the edge, 0..1; 1 where its colour does not tell. */
function share(rgb: Uint8Array, sidePx: number, at: number, distance: Uint8Array, edgePx: number): number {
  const reach = edgePx + 1;
  const [x, y] = [at % sidePx, Math.floor(at / sidePx)];
  const inside = [0, 0, 0];
  let count = 0;
  for (let ny = Math.max(0, y - reach); ny <= Math.min(sidePx - 1, y + reach); ny++) {
    for (let nx = Math.max(0, x - reach); nx <= Math.min(sidePx - 1, x + reach); nx++) {
      const near = ny * sidePx + nx;
      if (distance[near]! <= edgePx) continue;
      for (let c = 0; c < 3; c++) inside[c]! += 255 - rgb[near * 3 + c]!;
      count += 1;
    }
  }
  if (count === 0) return 1;
  let along = 0;
  let squared = 0;
  let darkest = 0;
  for (let c = 0; c < 3; c++) {
    const ink = inside[c]! / count;
    const own = 255 - rgb[at * 3 + c]!;
    along += own * ink;
    squared += ink * ink;
    darkest = Math.max(darkest, own / 255);
  }
  if (squared < TELLING_DISTANCE ** 2) return 1;
  // Below `darkest` no colour could make this pixel over white.
  return Math.min(1, Math.max(darkest, along / squared));
}
