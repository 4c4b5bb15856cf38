import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InferenceThread } from '../inference/inference-thread.js';
import { PackDrawing } from '../inference/pack-drawing.js';
import { openSessions, type PackSessions } from '../inference/sessions.js';
import type { Pack } from '../pack/pack.js';
import { likeness } from '../preview/likeness.js';
import { housePack, openThread, recipeFor, shippedPack } from '../testing/house-pack.fixture.js';
import { type InvertingPack, invertPhoto, type PhotoInversion } from './invert-photo.js';
import type { Photo } from './photo.js';
import { openPhotoSessions } from './photo-sessions.js';

/** Photos that neither network learnt from. */
const PHOTOS = ['dress', 'cardigan', 'jeans', 'polo-shirt'];
/** Seeds whose nearest an inversion must beat. */
const SEEDS = 512;
const BATCH = 32;
const SLOW_MS = 180_000;

let pack: Pack;
let sessions: PackSessions;
let inverting: InvertingPack;
let thread: InferenceThread;
beforeAll(async () => {
  pack = await housePack();
  const { folder, manifest } = pack;
  sessions = await openSessions(folder, manifest, { providers: ['cpu'], threads: 1 });
  inverting = {
    manifest,
    synthesis: sessions.synthesis,
    photos: await openPhotoSessions(folder, manifest, 1),
  };
  thread = openThread();
});
afterAll(() => thread.close());

async function photoOf(name: string): Promise<Photo> {
  const path = fileURLToPath(new URL(`../../fixtures/photos/${name}.webp`, import.meta.url));
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), widthPx: info.width, heightPx: info.height };
}

async function inverted(photo: Photo, passes = 2): Promise<PhotoInversion> {
  const found = await invertPhoto(inverting, photo, { passes });
  if (found.kind !== 'inverted') throw new Error(`refused: ${found.reason}`);
  return found;
}

describe('invertPhoto', () => {
  it(
    `comes closer to garments it never saw than the nearest of ${SEEDS} seeds`,
    async () => {
      const found = new Map<string, PhotoInversion>();
      for (const name of PHOTOS) found.set(name, await inverted(await photoOf(name)));
      const nearest = new Map<string, number>();
      const drawing = new PackDrawing(pack, sessions);
      const { resolutionPx: side } = pack.manifest;
      const bytes = 3 * side ** 2;
      for (let first = 0; first < SEEDS; first += BATCH) {
        const recipes = Array.from({ length: BATCH }, (_, i) => recipeFor(pack, first + i));
        const { rgb } = await drawing.draw(recipes);
        for (const [name, { alignedRgb }] of found) {
          for (let i = 0; i < BATCH; i++) {
            const seed = rgb.subarray(i * bytes, (i + 1) * bytes);
            const { psnrDb } = likeness(seed, alignedRgb, side);
            nearest.set(name, Math.max(nearest.get(name) ?? 0, psnrDb));
          }
        }
      }
      for (const [name, { likeness: close, category }] of found) {
        expect(close.psnrDb, name).toBeGreaterThan(nearest.get(name)! + 1);
        expect(close.shape, name).toBeGreaterThan(0.85);
        expect(close.colourDistance, name).toBeLessThan(15);
        expect(category, name).toBeGreaterThanOrEqual(0);
      }
    },
    SLOW_MS,
  );

  it(
    'says what it found: wPlus draws the picture that it shows, and refining never loses likeness',
    async () => {
      const photo = await photoOf('dress');
      const [plain, refined] = [await inverted(photo, 0), await inverted(photo, 1)];
      const { numWs, wDim, resolutionPx } = pack.manifest;
      expect(refined.wPlus).toHaveLength(numWs * wDim);
      expect(refined.likeness.psnrDb).toBeGreaterThanOrEqual(plain.likeness.psnrDb);
      expect(refined.likeness).toMatchObject(
        likeness(refined.inversionRgb, refined.alignedRgb, resolutionPx),
      );
      expect(refined.matte).toMatchObject({ widthPx: photo.widthPx, heightPx: photo.heightPx });
      const share = refined.matte.alpha.filter((value) => value > 127).length / refined.matte.alpha.length;
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.8);
    },
    SLOW_MS,
  );

  it(
    'takes the alpha of a cut-out instead of looking for the garment',
    async () => {
      const side = 96;
      const data = new Uint8Array(4 * side * side);
      for (let cell = 0; cell < side * side; cell++) {
        const [x, y] = [cell % side, Math.floor(cell / side)];
        const isGarment = x >= 30 && x < 66 && y >= 10 && y < 86;
        data.set(isGarment ? [180, 30, 40, 255] : [0, 0, 0, 0], 4 * cell);
      }
      const { alignedRgb, matte } = await inverted({ data, widthPx: side, heightPx: side }, 0);
      expect(matte.alpha.filter((value) => value === 255)).toHaveLength(36 * 76);
      const px = pack.manifest.resolutionPx;
      const middle = 3 * ((px / 2) * px + px / 2);
      expect([...alignedRgb.subarray(middle, middle + 3)]).toEqual([180, 30, 40]);
      expect([...alignedRgb.subarray(0, 3)]).toEqual([255, 255, 255]);
    },
    SLOW_MS,
  );

  it('refuses an empty photo, and one that is no picture', async () => {
    const empty = { data: new Uint8Array(4 * 64 * 64), widthPx: 64, heightPx: 64 };
    await expect(invertPhoto(inverting, empty)).resolves.toEqual({ kind: 'refused', reason: 'no-garment' });
    const short = { data: new Uint8Array(5), widthPx: 64, heightPx: 64 };
    await expect(invertPhoto(inverting, short)).rejects.toThrow(/data: expected 12288 or 16384/);
    const tiny = { data: new Uint8Array(3), widthPx: 1, heightPx: 1 };
    await expect(invertPhoto(inverting, tiny)).rejects.toThrow(RangeError);
  });
});

describe('the inference thread', () => {
  it(
    'looks at photos, and draws afterwards',
    async () => {
      const found = await thread.invert(pack, await photoOf('jeans'), { passes: 0 });
      expect(found).toMatchObject({ kind: 'inverted' });
      const { rgb } = await thread.draw(pack, [recipeFor(pack, 1)]);
      expect(rgb).toHaveLength(64 * 64 * 3);
    },
    SLOW_MS,
  );

  it('says of a pack without these networks that it cannot look at photos', async () => {
    const without = await shippedPack('garments-128');
    await expect(thread.invert(without, await photoOf('jeans'))).rejects.toMatchObject({
      code: 'pack-unusable',
    });
  });
});
