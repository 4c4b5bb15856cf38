/** A picture in memory. */
export interface Raster {
  /** [heightPx, widthPx, 3] */
  readonly rgb: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Square pictures side by side on white, row by row, `gapPx` apart.
 * `pictures` [sidePx, sidePx, 3] each. Throws RangeError when one has another length or there is no column.
 */
export function tiled(
  pictures: readonly Uint8Array[],
  sidePx: number,
  { columns, gapPx = 0 }: { readonly columns: number; readonly gapPx?: number },
): Raster {
  if (!Number.isInteger(columns) || columns < 1)
    throw new RangeError(`columns: expected 1 or more, got ${columns}`);
  const rows = Math.ceil(pictures.length / columns);
  const widthPx = columns * (sidePx + gapPx) - gapPx;
  const heightPx = Math.max(1, rows * (sidePx + gapPx) - gapPx);
  const rgb = new Uint8Array(widthPx * heightPx * 3).fill(255);
  for (const [i, picture] of pictures.entries()) {
    if (picture.length !== sidePx * sidePx * 3) {
      throw new RangeError(`pictures[${i}]: expected ${sidePx * sidePx * 3} values, got ${picture.length}`);
    }
    const left = (i % columns) * (sidePx + gapPx);
    const top = Math.floor(i / columns) * (sidePx + gapPx);
    for (let y = 0; y < sidePx; y++) {
      const row = picture.subarray(y * sidePx * 3, (y + 1) * sidePx * 3);
      rgb.set(row, ((top + y) * widthPx + left) * 3);
    }
  }
  return { rgb, widthPx, heightPx };
}
