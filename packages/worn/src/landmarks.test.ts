import { describe, expect, it } from 'vitest';
import { landmarksOf, namedPlaces } from './landmarks.js';
import type { Picture } from './picture.js';
import { silhouetteOf } from './silhouette.js';
import {
  categoryOf,
  fixturePicture,
  mirroredPicture,
  plainPicture,
  smallerPicture,
} from './testing/fixture-pictures.js';

/** Read off the pictures by eye, in their pixels. */
const byEye: Readonly<Record<string, Readonly<Record<string, readonly [x: number, y: number]>>>> = {
  't-shirt-0373fc11': {
    'left neck': [85, 36],
    'right neck': [173, 32],
    'left armpit': [64, 100],
    'right armpit': [192, 98],
    'left cuff': [23, 78],
    'right cuff': [232, 78],
    'left hem': [65, 225],
    'right hem': [206, 226],
  },
  't-shirt-0b55a8e8': {
    'left neck': [81, 24],
    'right neck': [174, 22],
    'left armpit': [59, 90],
    'right armpit': [195, 91],
    'left hem': [40, 237],
    'right hem': [224, 237],
  },
  'top-2617b57c': {
    'left neck': [79, 18],
    'right neck': [159, 17],
    'left armpit': [54, 82],
    'right armpit': [205, 86],
    'left hem': [41, 240],
    'right hem': [216, 239],
  },
  'top-490eee4d': {
    'left neck': [100, 16],
    'right neck': [160, 17],
    'left armpit': [59, 82],
    'right armpit': [200, 82],
    'left hem': [44, 226],
    'right hem': [212, 230],
  },
  'long-sleeve-1322a86d': {
    'left neck': [97, 68],
    'right neck': [160, 70],
    'left armpit': [83, 122],
    'right armpit': [180, 134],
    'left cuff': [28, 168],
    'right cuff': [229, 172],
    'left hem': [86, 191],
    'right hem': [181, 190],
  },
  'shirt-00e745c9': {
    'left neck': [98, 20],
    'right neck': [155, 18],
    'left armpit': [60, 118],
    'right armpit': [193, 115],
    'left hem': [55, 236],
    'right hem': [207, 231],
  },
  'dress-35f5fecb': {
    'left neck': [107, 29],
    'right neck': [160, 29],
    'left waist': [91, 107],
    'right waist': [180, 107],
    'left hem': [15, 201],
    'right hem': [240, 209],
  },
  'outerwear-12bd3e49': {
    'left armpit': [77, 147],
    'right armpit': [185, 151],
    'left cuff': [29, 185],
    'right cuff': [227, 184],
    'left hem': [75, 211],
    'right hem': [187, 208],
  },
  'trousers-046b4028': {
    'left waist': [92, 17],
    'right waist': [168, 16],
    crotch: [136, 98],
    'left hem': [72, 239],
    'right hem': [179, 240],
  },
  'trousers-102a92cc': {
    'left waist': [76, 17],
    'right waist': [182, 17],
    crotch: [130, 128],
    'left hem': [33, 229],
    'left inseam': [62, 233],
    'right inseam': [195, 240],
    'right hem': [226, 234],
  },
  'shorts-17e1cea3': {
    'left waist': [65, 21],
    'right waist': [185, 23],
    crotch: [121, 166],
    'left hem': [24, 223],
    'left inseam': [84, 234],
    'right inseam': [167, 231],
    'right hem': [231, 214],
  },
  'skirt-0558b2c5': {
    'left waist': [69, 38],
    'right waist': [177, 38],
    'left hem': [14, 209],
    'right hem': [241, 202],
  },
};
const names = Object.keys(byEye);
const tolerancePx = 11;

function read(picture: Picture, name: string) {
  const silhouette = silhouetteOf(picture);
  if (!silhouette) throw new Error(`${name} shows no garment`);
  return landmarksOf(silhouette, categoryOf(name).kind);
}

const apart = (place: { x: number; y: number } | undefined, x: number, y: number): number =>
  place ? Math.hypot(place.x - x, place.y - y) : Number.POSITIVE_INFINITY;

describe('landmarks', () => {
  it.each(names)('W1 lie where an eye sees them on %s', async (name) => {
    const landmarks = read(await fixturePicture(name), name);
    expect(landmarks.found).toBe(true);
    const places = namedPlaces(landmarks);
    for (const [place, [x, y]] of Object.entries(byEye[name]!)) {
      expect(apart(places[place], x, y), `${place} of ${name}`).toBeLessThan(tolerancePx);
    }
  });

  it.each(names)('W2 of a mirrored %s are the mirrored ones', async (name) => {
    const picture = await fixturePicture(name);
    const places = namedPlaces(read(picture, name));
    const mirrored = namedPlaces(read(mirroredPicture(picture), name));
    for (const place of Object.keys(byEye[name]!)) {
      const other = place.startsWith('left')
        ? place.replace('left', 'right')
        : place.replace('right', 'left');
      const { x, y } = places[place]!;
      expect(apart(mirrored[other], 256 - x, y), `${place} of ${name}`).toBeLessThan(9);
    }
  });

  it.each(names)('W3 of %s scale with the picture and with the garment in it', async (name) => {
    const places = namedPlaces(read(await fixturePicture(name), name));
    const double = namedPlaces(read(await fixturePicture(name, 512), name));
    const smaller = namedPlaces(read(await smallerPicture(name, 192, 40, 20), name));
    for (const place of Object.keys(byEye[name]!)) {
      const { x, y } = places[place]!;
      expect(apart(double[place], 2 * x, 2 * y), `${place} of ${name}, twice as large`).toBeLessThan(18);
      expect(
        apart(smaller[place], 40 + 0.75 * x, 20 + 0.75 * y),
        `${place} of ${name}, smaller`,
      ).toBeLessThan(16);
    }
  });

  it('W4 are those of the bounding box where a shape says nothing, and say so', () => {
    // A disc is no pair of trousers.
    const disc = plainPicture(200, 200, [255, 255, 255, 255]);
    for (let at = 0; at < 200 * 200; at++) {
      if (Math.hypot((at % 200) - 100, Math.floor(at / 200) - 100) < 70) disc.rgba.set([40, 60, 90], at * 4);
    }
    const landmarks = landmarksOf(silhouetteOf(disc)!, 'trousers');
    expect(landmarks.found).toBe(false);
    expect(landmarks.confidence).toBeLessThan(0.35);
    expect(Math.abs(landmarks.left.waist.x - 47)).toBeLessThan(6);
  });

  it('W5 do not see hangers and threads', async () => {
    const name = 't-shirt-0b55a8e8';
    const clean = await fixturePicture(name);
    const threaded = { ...clean, rgba: clean.rgba.slice() };
    for (let y = 4; y < 250; y++) threaded.rgba.set([10, 10, 10], (y * 256 + 8 + Math.round(y / 9)) * 4);
    for (let x = 0; x < 256; x++) threaded.rgba.set([90, 90, 90], (Math.round(12 + x / 30) * 256 + x) * 4);
    const [before, after] = [namedPlaces(read(clean, name)), namedPlaces(read(threaded, name))];
    for (const place of Object.keys(byEye[name]!)) {
      expect(apart(after[place], before[place]!.x, before[place]!.y), place).toBeLessThan(5);
    }
  });
});
