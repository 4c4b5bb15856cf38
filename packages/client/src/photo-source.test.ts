import { describe, expect, it } from 'vitest';
import { nameOfFile, photoDesign, photoSource } from './photo-source.js';

describe('a photo as a source', () => {
  const source = photoSource('ab'.repeat(32), { wPlus: 'AAAA', category: 2 }, 7);

  it('names its photo, its kind and the seed behind it', () => {
    expect(source).toEqual({
      kind: 'latent',
      wPlus: 'AAAA',
      photo: 'ab'.repeat(32),
      category: 2,
      seed: 7,
    });
  });

  it('is both sources of a new design that shows it', () => {
    expect(photoDesign(source, 'Linen shirt')).toEqual({
      name: 'Linen shirt',
      a: source,
      b: source,
      structure: 0,
      style: 0,
    });
  });

  it.each([
    ['linen_shirt.jpg', 'Linen shirt'],
    ['Färberei-Kleid 3.JPEG', 'Färberei Kleid 3'],
    ['dress.front.png', 'Dress.front'],
    ['T-shirt', 'T shirt'],
    ['IMG_20240511_101010.jpg', null],
    ['DSC00042.JPG', null],
    ['PXL_20240101.png', null],
    ['Screenshot 2024-05-11 at 10.10.10.png', null],
    ['image.png', null],
    ['0f3b9c77d2e81a44.webp', null],
    ['9f0a1b2c-3d4e-5f60-7182-93a4b5c6d7e8.jpg', null],
    ['42.jpg', null],
    ['', null],
  ])('is named after its file %s: %s', (file, name) => {
    expect(nameOfFile(file)).toBe(name);
  });

  it('bounds the name', () => {
    expect(nameOfFile(`${'abc '.repeat(60)}.jpg`)?.length).toBeLessThanOrEqual(80);
  });
});
