import { expect, it } from 'vitest';
import { tiled } from './tiled.js';

const picture = (value: number) => new Uint8Array(2 * 2 * 3).fill(value);
const column = (rgb: Uint8Array, widthPx: number, y: number) =>
  Array.from({ length: widthPx }, (_, x) => rgb[(y * widthPx + x) * 3]);

it('lays pictures in rows, with white between and after them', () => {
  const sheet = tiled([1, 2, 3].map(picture), 2, { columns: 2, gapPx: 1 });
  expect([sheet.widthPx, sheet.heightPx]).toEqual([5, 5]);
  expect(column(sheet.rgb, 5, 0)).toEqual([1, 1, 255, 2, 2]);
  expect(column(sheet.rgb, 5, 2)).toEqual([255, 255, 255, 255, 255]);
  expect(column(sheet.rgb, 5, 4)).toEqual([3, 3, 255, 255, 255]);
});

it('needs a column and pictures of one size', () => {
  expect(() => tiled([picture(1)], 2, { columns: 0 })).toThrow(/columns/);
  expect(() => tiled([picture(1), new Uint8Array(3)], 2, { columns: 2 })).toThrow(
    /pictures\[1\]: expected 12/,
  );
});
