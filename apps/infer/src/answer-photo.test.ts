import { wPlusFromText } from '@toile/latent';
import { invertAnswerSchema, newRoomId, type TaskLease, taskHash } from '@toile/protocol';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerPhoto, type FoundGarment } from './answer-photo.js';
import { answerTask, type TaskNeeds } from './answer-task.js';
import type { Pack } from './pack/pack.js';
import type { Photo } from './photo/photo.js';
import { housePack } from './testing/house-pack.fixture.js';

let pack: Pack;
beforeAll(async () => {
  pack = await housePack();
});

const [widthPx, heightPx] = [40, 60];
const photo = () =>
  sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: '#3366cc' } })
    .webp({ lossless: true })
    .toBuffer();

/** What an inference thread might find: the upper half of the photo is the garment. */
function inversion(from: Partial<FoundGarment> = {}): FoundGarment {
  const { numWs, wDim } = pack.manifest;
  const alpha = new Uint8Array(widthPx * heightPx).fill(255, 0, (widthPx * heightPx) / 2);
  return {
    kind: 'inverted',
    wPlus: new Float32Array(numWs * wDim).fill(0.5),
    category: 3,
    matte: { alpha, widthPx, heightPx },
    likeness: { psnrDb: 21.5, ssim: 0.7, shape: 0.9, colourDistance: 4 },
    ...from,
  };
}

const finding = (found: FoundGarment | { kind: 'refused' }) => {
  const seen: Photo[] = [];
  const invert = async (_pack: unknown, looked: Photo) => {
    seen.push(looked);
    return found;
  };
  return { seen, thread: { invert } };
};

describe('answerPhoto', () => {
  it('answers the latent as text, and the garment cut out of the photo', async () => {
    const { seen, thread } = finding(inversion());
    const answer = await answerPhoto(await photo(), pack, thread);
    expect(seen[0]).toMatchObject({ widthPx, heightPx });
    expect([...seen[0]!.data.subarray(0, 3)]).toEqual([0x33, 0x66, 0xcc]);
    const found = invertAnswerSchema.parse(JSON.parse(JSON.stringify(answer)));
    if (found.kind !== 'found') throw new TypeError('expected something to be found');
    expect(found).toMatchObject({ category: 3, likeness: { psnrDb: 21.5, shape: 0.9, colourDistance: 4 } });
    expect(wPlusFromText(found.wPlus, pack.manifest)[0]).toBeCloseTo(0.5, 2);
    const cut = sharp(Buffer.from(found.cutOut, 'base64'));
    expect(await cut.metadata()).toMatchObject({ format: 'webp', width: widthPx, height: heightPx });
    const { data } = await cut.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([data[3], data[data.length - 1]]).toEqual([255, 0]);
  });

  it('says so where there is no garment, and where the bytes are no picture', async () => {
    const refused = finding({ kind: 'refused' });
    expect(await answerPhoto(await photo(), pack, refused.thread)).toEqual({ kind: 'no-garment' });
    const { seen, thread } = finding(inversion());
    expect(await answerPhoto(Buffer.from('no picture'), pack, thread)).toBeNull();
    expect(seen).toEqual([]);
  });

  it('keeps a likeness without end within what JSON can say', async () => {
    const { thread } = finding(
      inversion({ likeness: { psnrDb: Infinity, ssim: 1, shape: null, colourDistance: null } }),
    );
    const answer = await answerPhoto(await photo(), pack, thread);
    expect(invertAnswerSchema.parse(JSON.parse(JSON.stringify(answer)))).toMatchObject({
      likeness: { psnrDb: 99, shape: null, colourDistance: null },
    });
  });
});

describe('a task with a photo', () => {
  const noClip = () => Promise.reject(new TypeError('no task here is about words'));
  const lease = (packId: string): TaskLease => {
    const task = { kind: 'invert', pack: packId, photo: 'ab'.repeat(32) } as const;
    const hash = taskHash(task);
    const place = { roomId: newRoomId(), slot: `task:${hash}`, lane: 'background', offeredAtMs: 1 } as const;
    return { leaseId: 'lease', attempt: 1, expiresAtMs: 1, job: { ...place, hash, task } };
  };
  const reading = (): Pack => {
    const { files } = pack.manifest;
    const networks = { matte: files.mapping, encoder: files.mapping };
    return { ...pack, manifest: { ...pack.manifest, files: { ...files, ...networks } } };
  };
  const needs = (of: Pack, kept: TaskNeeds['kept']): TaskNeeds => ({
    packs: new Map([[of.manifest.id, of]]),
    thread: { ...finding(inversion()).thread, ws: async () => new Float32Array() },
    clips: { rank: noClip, direction: noClip },
    kept,
  });

  it('is answered of the bytes that the queue keeps', async () => {
    const bytes = await photo();
    const asked: string[] = [];
    const kept = async (hash: string) => {
      asked.push(hash);
      return bytes;
    };
    const outcome = await answerTask(lease(pack.manifest.id), needs(reading(), kept));
    expect(outcome).toMatchObject({ kind: 'answered', answer: { kind: 'found', category: 3 } });
    expect(asked).toEqual(['ab'.repeat(32)]);
  });

  it('fails for good where its pack cannot read photos, and where the photo is gone', async () => {
    const { matte: _matte, encoder: _encoder, ...files } = pack.manifest.files;
    const blind: Pack = { ...pack, manifest: { ...pack.manifest, files } };
    const gone = async () => null;
    for (const [of, words] of [
      [blind, /cannot look at photos/],
      [reading(), /not at hand/],
    ] as const) {
      const outcome = await answerTask(lease(pack.manifest.id), needs(of, gone));
      expect(outcome).toMatchObject({ kind: 'failed', code: 'render-failed', retry: false });
      expect(outcome.kind === 'failed' && outcome.message).toMatch(words);
    }
  });
});
