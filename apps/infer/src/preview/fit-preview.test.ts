import { readFile } from 'node:fs/promises';
import { type Checkpoint, emitSynthesis, readCheckpoint } from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePreview } from './fit-preview.js';
import { averaged, type Likeness, likeness, meanLikeness } from './likeness.js';
import { sampleWs } from './sample-ws.js';

const GARMENTS = new URL('../../fixtures/garments-64/generator.safetensors', import.meta.url);
const UPRIGHT = new URL('../../fixtures/upright-32/generator.safetensors', import.meta.url);
const SEEDS = [0, 1, 2, 3];

let checkpoint: Checkpoint;
beforeAll(async () => {
  checkpoint = readCheckpoint(await readFile(GARMENTS));
});

/** Pictures [sidePx, sidePx, 3] that a network draws of `SEEDS` at psi 0.7, `batch` at once. */
async function drawn(model: Uint8Array, batch = 1): Promise<Uint8Array[]> {
  const session = await InferenceSession.create(model, { logSeverityLevel: 4, intraOpNumThreads: 1 });
  const { numWs, wDim } = checkpoint;
  const ws = await sampleWs(checkpoint, SEEDS, 0.7);
  const pictures: Uint8Array[] = [];
  for (let at = 0; at < ws.length; at += batch) {
    const some = Float32Array.from(ws.slice(at, at + batch).flatMap((one) => [...one]));
    const { rgb } = await session.run({ ws: new Tensor('float32', some, [batch, numWs, wDim]) }, ['rgb']);
    const bytes = rgb!.data as Uint8Array;
    for (let i = 0; i < batch; i++)
      pictures.push(bytes.slice((i * bytes.length) / batch, ((i + 1) * bytes.length) / batch));
  }
  return pictures;
}

describe('a preview of the garments', () => {
  it('with all layers in bytes is hardly told from the picture', async () => {
    const { model, likeness: found } = await makePreview(checkpoint, 64, 0.7);
    expect(found.psnrDb).toBeGreaterThan(30);
    expect(found.ssim).toBeGreaterThan(0.97);
    expect(model.length).toBeLessThan(emitSynthesis(checkpoint).length);
    const [one, all] = [await drawn(model), await drawn(model, SEEDS.length)];
    expect(all).toEqual(one);
  });

  it('that stops early is fitted to the picture, which the RGB so far alone is far from', async () => {
    const { likeness: fitted } = await makePreview(checkpoint, 32, 0.7);
    const [stopped, whole] = [
      await drawn(emitSynthesis(checkpoint, { stopAtPx: 32 })),
      await drawn(emitSynthesis(checkpoint)),
    ];
    const alone: Likeness = meanLikeness(
      stopped.map((rgb, i) => likeness(rgb, averaged(whole[i]!, 64, 32), 32)),
    );
    expect(alone.psnrDb).toBeLessThan(15);
    expect(fitted.psnrDb).toBeGreaterThan(19);
    expect(fitted.ssim).toBeGreaterThan(alone.ssim + 0.2);
  });

  it('of upright pictures is fitted to the middle of the square', async () => {
    const upright = readCheckpoint(await readFile(UPRIGHT));
    for (const stopAtPx of [16, 32]) {
      const { likeness: found } = await makePreview(upright, stopAtPx, 0.7);
      expect(found.psnrDb).toBeGreaterThan(stopAtPx === 32 ? 30 : 15);
    }
  });

  it('is the same each time', async () => {
    const [first, second] = [await makePreview(checkpoint, 16, 0.7), await makePreview(checkpoint, 16, 0.7)];
    expect(Buffer.compare(first.model, second.model)).toBe(0);
  });
});
