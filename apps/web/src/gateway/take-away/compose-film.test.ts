import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { composeFilm } from './compose-film.js';

const side = 32;
const grey = (value: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: value, g: value, b: value } } })
    .webp({ lossless: true })
    .toBuffer();
const timing = { frameMs: 60, holdMs: 400, back: false };

describe('a film', () => {
  it('has every picture in order, and stands still at its ends', async () => {
    const values = [10, 90, 170, 250];
    const film = await composeFilm(await Promise.all(values.map(grey)), timing);
    expect(await sharp(film, { pages: -1 }).metadata()).toMatchObject({
      format: 'webp',
      width: side,
      pageHeight: side,
      pages: 4,
      loop: 0,
      delay: [400, 60, 60, 400],
    });
    const { data, info } = await sharp(film, { pages: -1 }).raw().toBuffer({ resolveWithObject: true });
    const middles = values.map((_, page) => data[((page + 0.5) * side * side + side / 2) * info.channels]);
    for (const [at, value] of values.entries()) expect(Math.abs(middles[at]! - value)).toBeLessThan(8);
  });

  it('goes back the same way where it is asked to', async () => {
    const film = await composeFilm(await Promise.all([10, 90, 170].map(grey)), { ...timing, back: true });
    expect(await sharp(film, { pages: -1 }).metadata()).toMatchObject({
      pages: 4,
      delay: [400, 60, 400, 60],
    });
  });

  it('gives the same bytes each time, and needs two pictures', async () => {
    const pictures = await Promise.all([10, 90].map(grey));
    expect(await composeFilm(pictures, timing)).toEqual(await composeFilm(pictures, timing));
    await expect(composeFilm(pictures.slice(1), timing)).rejects.toThrow(RangeError);
  });
});
