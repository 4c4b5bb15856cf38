import { type Recipe, recipeHash } from '@toile/latent';
import { createDesign, type Design, designRecipe, drawnAs, readRack } from '@toile/room';
import { testPack } from '@toile/room/testing';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { pictureSizesPx } from './picture-sizes.js';
import { takePictures } from './take-pictures.js';

const pack = testPack({ resolutionPx: 64, numWs: 10, structureLayers: [0, 4], sliders: [] });

function rackOf(...names: string[]): Design[] {
  const doc = new Y.Doc();
  for (const [seed, name] of names.entries()) {
    createDesign(doc, { name, a: { kind: 'seed', seed, category: null } });
  }
  return readRack(doc);
}

/** Answers each picture with the hash of its recipe. */
const http = {
  picture: async (_roomId: string, recipe: Recipe) => ({
    meta: {
      hash: recipeHash(recipe),
      mime: 'image/png',
      widthPx: 64,
      heightPx: 64,
      tier: 'final',
      inferenceMs: 1,
      encodeMs: 1,
      batch: 1,
      provider: 'test',
    } as const,
    bytes: new TextEncoder().encode(recipeHash(recipe)),
  }),
};
const output = { sizePx: 1024, format: 'png', background: 'transparent' } as const;
const wish = { http, roomId: 'room', roomName: 'Autumn: capsule', packs: { pack, packs: [pack] }, output };
const work = { signal: new AbortController().signal, progress: () => undefined };

it('takes one design as one picture, of the recipe and output that were asked for', async () => {
  const [design] = rackOf('Field dress');
  const taken = await takePictures({ ...wish, designs: [design!] }, work);
  expect(taken).toMatchObject({ name: 'Field dress.png', mime: 'image/png' });
  expect(strFromU8(taken.bytes)).toBe(recipeHash(drawnAs(designRecipe(design!, pack), output)));
});

it('says so where a design is drawn by a pack that is not here', async () => {
  const [design] = rackOf('Field dress');
  const strange = { ...design!, pack: 'f'.repeat(64) };
  await expect(takePictures({ ...wish, designs: [strange] }, work)).rejects.toMatchObject({
    code: 'pack-unknown',
  });
});

it('takes several as one ZIP with a file each, also where they share a name', async () => {
  const designs = rackOf('Coat', 'Coat', '春のコート');
  const told: number[] = [];
  const progress = (done: number) => told.push(done);
  const taken = await takePictures({ ...wish, designs }, { ...work, progress });
  expect(taken).toMatchObject({ name: 'Autumn capsule.zip', mime: 'application/zip' });
  const files = unzipSync(taken.bytes);
  expect(Object.keys(files)).toEqual(['Coat.png', 'Coat 2.png', '春のコート.png']);
  expect(Object.values(files).map((bytes) => strFromU8(bytes))).toEqual(
    designs.map((design) => recipeHash(drawnAs(designRecipe(design, pack), output))),
  );
  expect(told).toEqual([1, 2, 3]);
});

it('offers the pack’s own size and two enlargements, each once', () => {
  expect(pictureSizesPx(64)).toEqual([64, 512, 1024]);
  expect(pictureSizesPx(512)).toEqual([512, 1024]);
  expect(pictureSizesPx(1024)).toEqual([512, 1024]);
});
