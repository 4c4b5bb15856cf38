import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bodyIds } from './figure/body.js';
import { sheet } from './figure/croquis.js';
import { poseIds } from './figure/pose.js';
import type { Picture } from './picture.js';
import { categoryOf, fixturePicture, plainPicture } from './testing/fixture-pictures.js';
import { type Worn, wear } from './wear.js';

const heightPx = 320;
const hashOf = ({ layer }: Worn) => createHash('sha256').update(layer.rgba).digest('hex');

async function worn(name: string, options: Partial<Parameters<typeof wear>[1]> = {}): Promise<Worn> {
  const result = wear(await fixturePicture(name), {
    category: categoryOf(name),
    body: 'straight',
    pose: 'standing',
    heightPx,
    ...options,
  });
  if (!result) throw new Error(`${name} was not put on`);
  return result;
}

/** Opacity of the layer at a place of the figure, in heads. */
function opacityAt({ layer }: Worn, x: number, y: number): number {
  const scale = layer.heightPx / sheet.height;
  const column = Math.round((x + sheet.width / 2) * scale);
  const row = Math.round((y + sheet.top) * scale);
  return layer.rgba[(row * layer.widthPx + column) * 4 + 3]! / 255;
}

/** How low the cloth itself reaches, and how wide it is at the hips, in heads: shadows are fainter. */
function reachOf({ layer: { rgba, widthPx, heightPx: rows } }: Worn): { hem: number; width: number } {
  const scale = rows / sheet.height;
  let [hem, left, right] = [0, widthPx, 0];
  for (let at = 0; at < widthPx * rows; at++) {
    if (rgba[at * 4 + 3]! < 200) continue;
    hem = Math.max(hem, Math.floor(at / widthPx));
    if (Math.abs(Math.floor(at / widthPx) / scale - sheet.top - 3.4) > 0.05) continue;
    left = Math.min(left, at % widthPx);
    right = Math.max(right, at % widthPx);
  }
  return { hem: hem / scale - sheet.top, width: (right - left) / scale };
}

/** The same garment cropped at a share of the picture's height, or stretched across. */
function reshaped(picture: Picture, keep: number, across: number): Picture {
  const { widthPx, heightPx: rows, rgba } = picture;
  const out = plainPicture(widthPx, rows, [255, 255, 255, 255]);
  for (let y = 0; y < rows * keep; y++) {
    for (let x = 0; x < widthPx; x++) {
      const from = Math.round((x - widthPx / 2) / across + widthPx / 2);
      if (from < 0 || from >= widthPx) continue;
      out.rgba.set(
        rgba.subarray((y * widthPx + from) * 4, (y * widthPx + from) * 4 + 4),
        (y * widthPx + x) * 4,
      );
    }
  }
  return out;
}

describe('wear', () => {
  it.each([
    't-shirt-0373fc11',
    'long-sleeve-1322a86d',
    'dress-35f5fecb',
    'outerwear-12bd3e49',
    'shirt-00e745c9',
  ])(
    'W10 lays %s over the trunk of every body in every pose, and nothing over the face, the feet or the border',
    async (name) => {
      for (const body of bodyIds) {
        for (const pose of poseIds) {
          const one = await worn(name, { body, pose });
          const { chestShift } = one.croquis.skeleton.pose;
          expect(opacityAt(one, chestShift, 2.5), `${body} ${pose} chest`).toBeGreaterThan(0.95);
          expect(opacityAt(one, chestShift, 0.6), `${body} ${pose} face`).toBe(0);
          expect(opacityAt(one, 0, 9.1), `${body} ${pose} floor`).toBe(0);
          const { widthPx, rgba } = one.layer;
          for (let x = 0; x < widthPx; x++) expect(rgba[x * 4 + 3]).toBe(0);
        }
      }
    },
    60_000,
  );

  it('W11 lays trousers along both legs and leaves the chest bare', async () => {
    const one = await worn('trousers-046b4028', { pose: 'walking' });
    const { left, right } = one.croquis.skeleton;
    for (const { leg } of [left, right]) {
      expect(opacityAt(one, leg.middle.x, leg.middle.y - 0.5)).toBeGreaterThan(0.95);
    }
    expect(opacityAt(one, 0, 2.2)).toBe(0);
  });

  it('W12 leaves the hands free, and the arms of a garment without sleeves', async () => {
    for (const name of ['top-490eee4d', 'long-sleeve-1322a86d', 'skirt-0558b2c5']) {
      const one = await worn(name);
      const { end, tip, middle } = one.croquis.skeleton.left.arm;
      // A shadow may lie on them.
      expect(opacityAt(one, (end.x + tip.x) / 2, (end.y + tip.y) / 2), `${name}: hand`).toBeLessThan(0.4);
      const arm = opacityAt(one, middle.x, middle.y);
      if (name === 'long-sleeve-1322a86d') expect(arm, `${name}: elbow`).toBeGreaterThan(0.9);
      else expect(arm, `${name}: elbow`).toBeLessThan(0.4);
    }
  });

  it('W13 keeps a short garment short and a wide one wide', async () => {
    const picture = await fixturePicture('t-shirt-0b55a8e8');
    const options = {
      category: categoryOf('t-shirt-0b55a8e8'),
      body: 'straight',
      pose: 'standing',
      heightPx,
    } as const;
    const plain = reachOf(wear(picture, options)!);
    expect(reachOf(wear(reshaped(picture, 0.62, 1), options)!).hem).toBeLessThan(plain.hem - 0.4);
    const narrow = reachOf(wear(reshaped(picture, 1, 0.7), options)!);
    expect(plain.width).toBeGreaterThan(narrow.width + 0.05);
    expect(narrow.hem).toBeGreaterThan(plain.hem);
  });

  it('W14 gives the same bytes for the same picture and figure, and other bytes for another figure', async () => {
    const hashes = new Set<string>();
    for (const body of bodyIds) {
      for (const pose of poseIds) {
        const one = hashOf(await worn('dress-35f5fecb', { body, pose }));
        expect(hashOf(await worn('dress-35f5fecb', { body, pose }))).toBe(one);
        hashes.add(one);
      }
    }
    expect(hashes.size).toBe(bodyIds.length * poseIds.length);
  }, 60_000);

  it('W15 is darker on the side away from the light, and lays a shadow on the body under the hem', async () => {
    const grey = await fixturePicture('top-490eee4d');
    for (let at = 0; at < grey.rgba.length; at += 4) {
      if (grey.rgba[at + 1]! < 235) grey.rgba.set([150, 150, 150], at);
    }
    const one = wear(grey, {
      category: categoryOf('top-490eee4d'),
      body: 'straight',
      pose: 'standing',
      heightPx,
    })!;
    const at = (x: number, y: number) => {
      const scale = heightPx / sheet.height;
      return (
        (Math.round((y + sheet.top) * scale) * one.layer.widthPx +
          Math.round((x + sheet.width / 2) * scale)) *
        4
      );
    };
    expect(one.layer.rgba[at(-0.35, 2.7)]!).toBeGreaterThan(one.layer.rgba[at(0.4, 2.7)]! + 12);
    const { hem } = reachOf(one);
    const under = opacityAt(one, 0.3, hem + 0.06);
    expect(under).toBeGreaterThan(0.04);
    expect(under).toBeLessThan(0.5);
  });

  it('W16 takes a transparent cut-out as it takes white', async () => {
    const white = await fixturePicture('skirt-0558b2c5');
    const clear = { ...white, rgba: white.rgba.slice() };
    for (let at = 0; at < clear.rgba.length; at += 4) {
      if (Math.min(clear.rgba[at]!, clear.rgba[at + 1]!, clear.rgba[at + 2]!) > 235) clear.rgba[at + 3] = 0;
    }
    const options = {
      category: categoryOf('skirt-0558b2c5'),
      body: 'full',
      pose: 'resting',
      heightPx,
    } as const;
    const [one, other] = [reachOf(wear(white, options)!), reachOf(wear(clear, options)!)];
    expect(Math.abs(one.hem - other.hem)).toBeLessThan(0.1);
    expect(Math.abs(one.width - other.width)).toBeLessThan(0.15);
  });

  it('W17 answers null for a picture without a garment, and refuses bytes and heights that do not fit', () => {
    const options = {
      category: categoryOf('top-490eee4d'),
      body: 'straight',
      pose: 'standing',
      heightPx,
    } as const;
    expect(wear(plainPicture(64, 64, [255, 255, 255, 255]), options)).toBeNull();
    expect(wear(plainPicture(64, 64, [40, 90, 40, 255]), options)).toBeNull();
    expect(wear(plainPicture(64, 64, [0, 0, 0, 0]), options)).toBeNull();
    expect(() => wear({ widthPx: 4, heightPx: 4, rgba: new Uint8ClampedArray(3) }, options)).toThrow(
      RangeError,
    );
    const empty = plainPicture(64, 64, [255, 255, 255, 255]);
    expect(() => wear(empty, { ...options, heightPx: 0 })).toThrow(/heightPx/);
  });

  it('W18 puts on whatever noise it is given, without a number that is none', () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    for (let round = 0; round < 8; round++) {
      const picture = plainPicture(64, 64, [255, 255, 255, 255]);
      for (let blob = 0; blob < 6; blob++) {
        const [cx, cy, rx, ry] = [random() * 64, random() * 64, 3 + random() * 20, 3 + random() * 20];
        for (let at = 0; at < 64 * 64; at++) {
          const [x, y] = [at % 64, Math.floor(at / 64)];
          if (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1) picture.rgba.set([90, 40, 60], at * 4);
        }
      }
      for (const name of ['dress', 'trousers', 'skirt', 'shirt']) {
        const one = wear(picture, {
          category: categoryOf(`${name}-00000000`),
          body: 'curved',
          pose: 'resting',
          heightPx: 96,
        });
        if (one) expect(Number.isFinite(one.confidence)).toBe(true);
      }
    }
  }, 60_000);
});
