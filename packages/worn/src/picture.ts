/** A picture as canvases have it: `rgba` is [heightPx, widthPx, 4], 0..255, not premultiplied. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8ClampedArray;
}

/** Throws RangeError where the bytes do not fit the size. */
export function checkPicture({ widthPx, heightPx, rgba }: Picture): void {
  if (rgba.length !== widthPx * heightPx * 4) {
    throw new RangeError(`rgba: expected ${widthPx * heightPx * 4} values, got ${rgba.length}`);
  }
}

/** How far from white, in the channel furthest from it, what lies around a garment may be: pictures have a grain. */
const backgroundReach = 24;

/**
 * How much of each pixel is garment, [heightPx, widthPx], 0..1. A picture with transparency says so itself. Any
 * other is taken for a garment on white: the white that reaches from the border is not garment, white that the
 * garment encloses is.
 */
export function coverageOf(picture: Picture): Float32Array {
  checkPicture(picture);
  const { widthPx, heightPx, rgba } = picture;
  const coverage = new Float32Array(widthPx * heightPx);
  let transparent = false;
  for (let at = 0; at < coverage.length; at++) {
    const alpha = rgba[at * 4 + 3]!;
    if (alpha < 128) transparent = true;
    coverage[at] = alpha / 255;
  }
  if (!transparent) clearAround(picture, coverage);
  return coverage;
}

/** Empties what lies around the garment; its edge, one pixel wide, keeps a share by how far from white it is. */
function clearAround({ widthPx, heightPx, rgba }: Picture, coverage: Float32Array): void {
  const ink = (at: number) => 255 - Math.min(rgba[at * 4]!, rgba[at * 4 + 1]!, rgba[at * 4 + 2]!);
  const reached: number[] = [];
  const reach = (at: number) => {
    if (coverage[at] === 0 || ink(at) > backgroundReach) return;
    coverage[at] = 0;
    reached.push(at);
  };
  for (let x = 0; x < widthPx; x++) {
    reach(x);
    reach((heightPx - 1) * widthPx + x);
  }
  for (let y = 0; y < heightPx; y++) {
    reach(y * widthPx);
    reach(y * widthPx + widthPx - 1);
  }
  // Four neighbours: white does not slip through a diagonal of cloth.
  for (let at = reached.pop(); at !== undefined; at = reached.pop()) {
    const x = at % widthPx;
    if (x > 0) reach(at - 1);
    if (x < widthPx - 1) reach(at + 1);
    if (at >= widthPx) reach(at - widthPx);
    if (at < coverage.length - widthPx) reach(at + widthPx);
  }
}
