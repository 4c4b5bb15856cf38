import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPack } from './load-pack.js';
import { loadPacks } from './load-packs.js';

const HOUSE = fileURLToPath(new URL('../../packs/garments-64', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-packs-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function copyOfHouse(name: string): Promise<string> {
  const copy = join(folder, name);
  await cp(HOUSE, copy, { recursive: true });
  return copy;
}

async function changeJson(path: string, change: (value: Record<string, unknown>) => void): Promise<void> {
  const value = JSON.parse(await readFile(path, 'utf8'));
  change(value);
  await writeFile(path, JSON.stringify(value));
}

describe('loading packs', () => {
  it('loads what Toile comes with', async () => {
    const { manifest, wAvg, directions, sliders } = await loadPack(HOUSE);
    expect(manifest.categories).toHaveLength(9);
    expect(wAvg).toHaveLength(manifest.wDim);
    expect(directions.map(({ id }) => id)).toEqual(sliders.map(({ id }) => id));
  });

  it.each(['mapping.onnx', 'synthesis.onnx', 'wavg.bin', 'directions.bin', 'directions.json'])(
    'refuses a pack whose %s was changed',
    async (file) => {
      const pack = await copyOfHouse('changed');
      const bytes = await readFile(join(pack, file));
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(join(pack, file), bytes);
      await expect(loadPack(pack)).rejects.toMatchObject({
        code: 'pack-corrupt',
        message: expect.stringContaining(file),
      });
    },
  );

  it('refuses a pack whose id is not that of its files', async () => {
    const pack = await copyOfHouse('renamed');
    await changeJson(join(pack, 'pack.json'), (manifest) => {
      manifest.id = 'a'.repeat(64);
    });
    await expect(loadPack(pack)).rejects.toMatchObject({ code: 'pack-corrupt' });
  });

  it('refuses a pack whose structure layers were moved under its id', async () => {
    const pack = await copyOfHouse('moved');
    await changeJson(join(pack, 'pack.json'), (manifest) => {
      manifest.structureLayers = [0, 5];
    });
    await expect(loadPack(pack)).rejects.toMatchObject({ code: 'pack-corrupt' });
  });

  it('refuses a split that is of another depth', async () => {
    const pack = await copyOfHouse('other-split');
    await changeJson(join(pack, 'pack.json'), ({ split }) => {
      (split as { curve: unknown[] }).curve.pop();
    });
    await expect(loadPack(pack)).rejects.toMatchObject({ code: 'pack-invalid' });
  });

  it('loads packs of the first format under the ids that they have', async () => {
    const pack = await copyOfHouse('first-format');
    const id = 'd547ce6602a92ca23525d0cfec06b21e78f5fa3a3a15acad0021532fd9092ec5';
    await changeJson(join(pack, 'pack.json'), (manifest) => {
      manifest.formatVersion = 1;
      manifest.id = id;
      delete manifest.split;
    });
    await expect(loadPack(pack)).resolves.toMatchObject({ manifest: { id } });
  });

  it.each([
    ['a path out of the folder', { path: '../secret', sha256: 'a'.repeat(64), bytes: 1 }],
    ['no hash', { path: 'wavg.bin', bytes: 1024 }],
  ])('refuses a manifest with %s', async (_what, wAvg) => {
    const pack = await copyOfHouse('invalid');
    await changeJson(join(pack, 'pack.json'), (manifest) => {
      (manifest.files as Record<string, unknown>).wAvg = wAvg;
    });
    await expect(loadPack(pack)).rejects.toMatchObject({ code: 'pack-invalid' });
  });

  it('lists the good ones beside what is wrong with the others', async () => {
    await copyOfHouse('b-good');
    await copyOfHouse('c-same');
    const broken = await copyOfHouse('a-broken');
    await rm(join(broken, 'synthesis.onnx'));
    await mkdir(join(folder, 'd-empty'));
    await mkdir(join(folder, '.hidden'));
    const { packs, problems } = await loadPacks(folder);
    expect(packs.map((pack) => pack.folder)).toEqual([join(folder, 'b-good')]);
    expect(problems.map(({ code }) => code)).toEqual(['pack-corrupt', 'pack-missing']);
  });

  it('says that there is no such folder', async () => {
    await expect(loadPacks(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'pack-missing' });
  });
});
