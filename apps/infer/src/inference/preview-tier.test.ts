import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe, Tier } from '@toile/latent';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pack } from '../pack/pack.js';
import { averaged, likeness } from '../preview/likeness.js';
import { housePack, openThread, recipeFor } from '../testing/house-pack.fixture.js';
import { packWithPreview } from '../testing/preview-pack.fixture.js';
import { PackDrawing } from './pack-drawing.js';
import { openSessions } from './sessions.js';

const settings = { providers: ['cpu'], threads: 1 };
let pack: Pack;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ pack, remove } = await packWithPreview(32));
});
afterAll(() => remove());

const ofTier = (from: Pack, seed: number, tier: Tier): Recipe =>
  recipeFor(from, seed, { output: { tier, sizePx: 64, format: 'webp' } });

describe('the preview tier', () => {
  it('is drawn by the preview network, and is like the picture', async () => {
    const drawing = new PackDrawing(pack, await openSessions(pack.folder, pack.manifest, settings));
    const preview = await drawing.draw([0, 1].map((seed) => ofTier(pack, seed, 'preview')));
    const whole = await drawing.draw([0, 1].map((seed) => ofTier(pack, seed, 'final')));
    expect([preview.sidePx, preview.rgb.length]).toEqual([32, 2 * 32 * 32 * 3]);
    expect([whole.sidePx, whole.rgb.length]).toEqual([64, 2 * 64 * 64 * 3]);
    for (const i of [0, 1]) {
      const shown = preview.rgb.subarray(i * 32 * 32 * 3, (i + 1) * 32 * 32 * 3);
      const full = averaged(whole.rgb.subarray(i * 64 * 64 * 3, (i + 1) * 64 * 64 * 3), 64, 32);
      expect(likeness(shown, full, 32).psnrDb).toBeGreaterThan(16);
    }
  });

  it('passes through the inference thread', async () => {
    const thread = openThread();
    expect((await thread.draw(pack, [ofTier(pack, 1, 'preview')])).sidePx).toBe(32);
    expect((await thread.draw(pack, [ofTier(pack, 1, 'final')])).sidePx).toBe(64);
    await thread.close();
  });

  it('is the whole picture where a pack has no preview, and in a batch with a final one', async () => {
    const house = await housePack();
    const plain = new PackDrawing(house, await openSessions(house.folder, house.manifest, settings));
    expect((await plain.draw([ofTier(house, 1, 'preview')])).sidePx).toBe(64);
    const drawing = new PackDrawing(pack, await openSessions(pack.folder, pack.manifest, settings));
    const mixed = [ofTier(pack, 1, 'preview'), ofTier(pack, 2, 'final')];
    expect((await drawing.draw(mixed)).sidePx).toBe(64);
  });

  it('is done without, and said, where the preview network does not run', async () => {
    const folder = `${pack.folder}-broken`;
    await cp(pack.folder, folder, { recursive: true });
    await copyFile(join(folder, 'wavg.bin'), join(folder, 'preview.onnx'));
    const sessions = await openSessions(folder, pack.manifest, settings);
    expect(sessions).toMatchObject({ provider: 'cpu', preview: null });
    expect(sessions.refused).toEqual([{ provider: 'cpu', message: expect.stringContaining('preview.onnx') }]);
    const drawing = new PackDrawing({ ...pack, folder }, sessions);
    expect((await drawing.draw([ofTier(pack, 1, 'preview')])).sidePx).toBe(64);
  });
});
