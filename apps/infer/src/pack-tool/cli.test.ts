import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PackManifest, packManifestSchema } from '@toile/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPack } from '../pack/load-pack.js';
import { cli } from './testing/run-cli.js';

const GARMENTS = fileURLToPath(new URL('../../fixtures/garments-64/generator.safetensors', import.meta.url));
const ADA = fileURLToPath(
  new URL('../../../../packages/latent/fixtures/stylegan2-ada/uncond-32.pkl', import.meta.url),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-pack-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function manifestIn(pack: string): Promise<PackManifest> {
  return packManifestSchema.parse(JSON.parse(await readFile(join(pack, 'pack.json'), 'utf8')));
}

describe('import', () => {
  it('makes a pack that loads, with what the file and the options say', async () => {
    const pack = join(folder, 'garments');
    const options = [
      '--name',
      'garments',
      '--licence',
      'CC0 1.0',
      '--truncation',
      '0.6',
      '--credits',
      'A, B',
    ];
    const { code, out, err } = await cli('import', GARMENTS, '--out', pack, ...options);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const manifest = await manifestIn(pack);
    expect(out).toContain(manifest.id);
    expect(manifest).toMatchObject({
      name: 'garments',
      licence: 'CC0 1.0',
      credits: ['A', 'B'],
      resolutionPx: 64,
      zDim: 256,
      wDim: 256,
      numWs: 10,
      structureLayers: [0, 3],
      defaultTruncationPsi: 0.6,
    });
    expect(manifest.categories).toHaveLength(9);
    expect(manifest.files.preview).toBeUndefined();
    await expect(loadPack(pack)).resolves.toMatchObject({ manifest });
  });

  it('takes name, title and provenance from the file when they are not given', async () => {
    const pack = join(folder, 'plain');
    expect((await cli('import', ADA, '--out', pack, '--half')).code).toBe(0);
    const manifest = await manifestIn(pack);
    expect(manifest).toMatchObject({ name: 'uncond-32', title: 'uncond-32', categories: [] });
    expect(manifest.provenance).toMatch(/uncond-32\.pkl .*SHA-256 [0-9a-f]{64}/);
  });

  it('adds a preview where it is told to, and says what it is like', async () => {
    const pack = join(folder, 'previewed');
    const { code, out } = await cli('import', ADA, '--out', pack, '--preview', '16');
    expect(code).toBe(0);
    expect(out).toMatch(/Previews of 16 px: [\d.]+ dB, SSIM 0\.\d+ against the picture/);
    const { files, quality } = await manifestIn(pack);
    expect(files.preview).toMatchObject({ path: 'preview.onnx' });
    expect(quality).toMatchObject({ previewPx: 16 });
    expect(quality.previewPsnrDb).toBeGreaterThan(10);
  });

  it('makes the same pack of the same file', async () => {
    const [first, second] = [join(folder, 'once'), join(folder, 'twice')];
    await cli('import', ADA, '--out', first, '--name', 'a');
    await cli('import', ADA, '--out', second, '--name', 'b');
    expect((await manifestIn(first)).id).toBe((await manifestIn(second)).id);
  });

  it('leaves a folder that holds something alone unless it is forced', async () => {
    const pack = join(folder, 'full');
    await cli('import', ADA, '--out', pack);
    const refused = await cli('import', ADA, '--out', pack);
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/not empty.*--force/) });
    expect((await cli('import', ADA, '--out', pack, '--force')).code).toBe(0);
  });

  it('refuses categories that the generator does not have', async () => {
    const wrong = await cli('import', ADA, '--out', join(folder, 'w1'), '--categories', 'shirt,dress');
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('no classes') });
    const few = await cli('import', GARMENTS, '--out', join(folder, 'w2'), '--categories', 'shirt');
    expect(few).toMatchObject({ code: 1, err: expect.stringContaining('9 classes') });
  });

  it('says in one line what is wrong with a file', async () => {
    const text = join(folder, 'notes.txt');
    await writeFile(text, 'not a checkpoint');
    const refused = await cli('import', text, '--out', join(folder, 'none'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('no checkpoint') });
    expect(refused.err.split('\n')).toHaveLength(1);
    const missing = await cli('import', join(folder, 'nowhere.pkl'), '--out', join(folder, 'none'));
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('nowhere.pkl') });
  });
});

describe('directions', () => {
  const few = ['--samples', '600', '--components', '3', '--pictures', '0'];

  it('gives a pack its components, the same ones again, and a new id', async () => {
    const pack = join(folder, 'with-directions');
    await cli('import', ADA, '--out', pack);
    const before = await manifestIn(pack);
    const { code, out, err } = await cli('directions', pack, ...few);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const first = await manifestIn(pack);
    expect(out).toContain(first.id);
    expect(first.id).not.toBe(before.id);
    const { sliders, directions } = await loadPack(pack);
    expect(sliders.map(({ id, group }) => `${id} ${group}`)).toEqual(
      [1, 2, 3].map((i) => `component-${i} component`),
    );
    expect(directions[0]!.standardDeviation).toBeGreaterThan(directions[1]!.standardDeviation);
    expect(await readFile(join(pack, 'directions-report', 'README.md'), 'utf8')).toContain('component-3');
    expect((await cli('directions', pack, ...few)).code).toBe(0);
    expect(await manifestIn(pack)).toEqual(first);
    expect((await cli('directions', pack, ...few, '--seed', '1')).code).toBe(0);
    expect((await manifestIn(pack)).id).not.toBe(first.id);
  });

  it("adds the directions of the style weights from the pack's own checkpoint, and takes no other", async () => {
    const pack = join(folder, 'with-factors');
    await cli('import', ADA, '--out', pack);
    const { code } = await cli('directions', pack, ...few, '--checkpoint', ADA, '--factors', '2');
    expect(code).toBe(0);
    const { sliders } = await loadPack(pack);
    expect(sliders.filter(({ finder }) => finder === 'sefa').map(({ id }) => id)).toEqual([
      'factor-1',
      'factor-2',
    ]);
    const refused = await cli('directions', pack, ...few, '--checkpoint', GARMENTS);
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining('not the checkpoint of this pack'),
    });
  });

  it('names no slider where the pictures are not of garments on white', async () => {
    const pack = join(folder, 'no-garments');
    await cli('import', ADA, '--out', pack);
    const { code, out } = await cli('directions', pack, '--samples', '200', '--pictures', '50');
    expect(code).toBe(0);
    expect(out).toContain('No sliders with names');
  });

  it('refuses a folder without a pack and numbers that make no sense', async () => {
    expect(await cli('directions', folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('pack.json'),
    });
    const pack = join(folder, 'with-directions');
    expect(await cli('directions', pack, '--pictures', '3')).toMatchObject({
      code: 1,
      err: expect.stringContaining('too few'),
    });
  });
});

describe('split', () => {
  it('measures where structure ends, and gives the pack a new id', async () => {
    const pack = join(folder, 'to-split');
    await cli('import', GARMENTS, '--out', pack, '--structure-layers', '6');
    const before = await manifestIn(pack);
    expect((await cli('inspect', pack)).out).toMatch(/split +a guess/);
    const { code, out } = await cli('split', pack, '--pairs', '30');
    expect(code).toBe(0);
    const after = await manifestIn(pack);
    expect(out).toContain(after.id);
    expect(after.id).not.toBe(before.id);
    expect(after.structureLayers[1]).toBeLessThan(6);
    expect(after.split).toMatchObject({ pairs: 36, seed: 0 });
    expect((await cli('inspect', pack)).out).toMatch(/split +measured on 36 pairs/);
    const report = await readFile(join(pack, 'split-report', 'README.md'), 'utf8');
    expect(report).toContain(`| **${after.structureLayers[1]}** |`);
    await expect(loadPack(pack)).resolves.toMatchObject({ manifest: after });
  }, 300_000);

  it('leaves a pack alone whose pictures are not of garments on white', async () => {
    const pack = join(folder, 'unsplit');
    await cli('import', ADA, '--out', pack);
    const before = await manifestIn(pack);
    expect(await cli('split', pack, '--pairs', '30')).toMatchObject({
      code: 1,
      err: expect.stringContaining('garments on white'),
    });
    expect(await manifestIn(pack)).toEqual(before);
    expect((await cli('split', pack, '--pairs', '5')).err).toContain('too few');
  });
});

describe('inspect', () => {
  it('tells what a checkpoint is', async () => {
    const { code, out } = await cli('inspect', ADA, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      checkpoint: 'stylegan2-ada-pickle',
      resolutionPx: 32,
      channels: [32, 32, 32, 16],
      mappingLayers: 8,
    });
    expect((await cli('inspect', ADA)).out).toMatch(/channels +32, 32, 32, 16/);
  });

  it('verifies a pack, and refuses one with a changed file', async () => {
    const pack = join(folder, 'changed');
    await cli('import', ADA, '--out', pack);
    const { code, out } = await cli('inspect', pack);
    expect(code).toBe(0);
    expect(out).toContain('synthesis.onnx');
    const path = join(pack, 'synthesis.onnx');
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    expect(await cli('inspect', pack)).toMatchObject({
      code: 1,
      err: expect.stringContaining('synthesis.onnx'),
    });
  });
});

describe('the command line', () => {
  it.each([
    [[], 2],
    [['--help'], 0],
    [['import', '--help'], 0],
    [['inspect', '-h'], 0],
    [['directions', '--help'], 0],
    [['directions'], 2],
    [['directions', 'a', 'b'], 2],
    [['directions', 'a', '--samples', '1.5'], 2],
    [['directions', 'a', '--components', '0'], 2],
    [['split', '--help'], 0],
    [['split'], 2],
    [['split', 'a', '--pairs', 'many'], 2],
    [['paint'], 2],
    [['import'], 2],
    [['import', ADA], 2],
    [['import', ADA, '--out', ''], 2],
    [['import', ADA, ADA, '--out', 'x'], 2],
    [['import', ADA, '--out', 'x', '--name', 'Größe'], 2],
    [['import', ADA, '--out', 'x', '--truncation', 'much'], 2],
    [['import', ADA, '--out', 'x', '--colour', 'red'], 2],
    [['import', ADA, '--out', 'x', '--preview', '48'], 2],
    [['inspect'], 2],
  ] as const)('%j exits with %i', async (argv, code) => {
    const result = await cli(...argv);
    expect(result.code).toBe(code);
    expect(`${result.out}${result.err}`).toContain('usage: toile-pack');
  });
});
