import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Recipe, recipeHash, recipeJson } from '@toile/latent';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PackDrawing } from '../inference/pack-drawing.js';
import { openSessions } from '../inference/sessions.js';
import type { Pack } from '../pack/pack.js';
import { housePack, recipeFor } from '../testing/house-pack.fixture.js';
import { cli } from './testing/run-cli.js';

const HOUSE = fileURLToPath(new URL('../../packs/garments-64', import.meta.url));
const ADA = fileURLToPath(
  new URL('../../../../packages/latent/fixtures/stylegan2-ada/uncond-32.pkl', import.meta.url),
);

let folder: string;
let pack: Pack;
let drawing: PackDrawing;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-draw-'));
  pack = await housePack();
  const settings = { providers: ['cpu'], threads: 1 };
  drawing = new PackDrawing(pack, await openSessions(pack.folder, pack.manifest, settings));
  await cli('import', ADA, '--out', join(folder, 'plain'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const pixels = async (bytes: Buffer) => new Uint8Array(await sharp(bytes).raw().toBuffer());
const pixelsOf = async (path: string) => pixels(await readFile(path));

/** Sums in another order, as other threads make them, may round a value to the byte beside it. */
const alike = (a: Uint8Array, b: Uint8Array, tolerance = 1) =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= tolerance);

async function recipeFile(name: string, recipe: Recipe): Promise<string> {
  await writeFile(at(name), recipeJson(recipe));
  return at(name);
}

describe('render', () => {
  it('draws the seed, category, truncation and sliders that it is told', async () => {
    const slider = pack.sliders[0]!.id;
    const options = ['--category', 'dress', '--truncation', '0.5', '--sliders', `${slider}=1.5`];
    const { code, out, err } = await cli('render', HOUSE, '--seed', '7', '--out', at('a.png'), ...options);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const source = { kind: 'seed', seed: 7, category: pack.manifest.categories.indexOf('dress') } as const;
    const recipe = recipeFor(pack, 7, {
      a: source,
      b: source,
      truncationPsi: 0.5,
      sliders: { [slider]: 1.5 },
    });
    expect(out).toContain(recipeHash(recipe));
    expect(alike(await pixelsOf(at('a.png')), (await drawing.draw([recipe])).rgb)).toBe(true);
  });

  it('draws a recipe from a file, mixed and at the size asked for', async () => {
    const recipe = recipeFor(pack, 0, {
      b: recipeFor(pack, 1).a,
      mix: { layers: Array.from({ length: pack.manifest.numWs }, (_, i) => i / 10) },
      output: { tier: 'preview', sizePx: 96, format: 'webp' },
    });
    const file = await recipeFile('mixed.json', recipe);
    expect((await cli('render', HOUSE, '--recipe', file, '--out', at('b.png'))).code).toBe(0);
    expect(await sharp(at('b.png')).metadata()).toMatchObject({ format: 'png', width: 96, height: 96 });
    const own = ['--size', '64', '--out', at('c.png')];
    expect((await cli('render', HOUSE, '--recipe', file, ...own)).code).toBe(0);
    const final = { ...recipe, output: { ...recipe.output, tier: 'final' } } as const;
    expect(alike(await pixelsOf(at('c.png')), (await drawing.draw([final])).rgb)).toBe(true);
    expect((await cli('render', HOUSE, '--recipe', file, '--out', at('c.webp'))).code).toBe(0);
    expect((await sharp(at('c.webp')).metadata()).format).toBe('webp');
  });

  it('draws the same file twice', async () => {
    for (const name of ['d1.png', 'd2.png']) {
      await cli('render', HOUSE, '--seed', '3', '--category', '2', '--out', at(name));
    }
    expect(await readFile(at('d1.png'))).toEqual(await readFile(at('d2.png')));
  });

  it('draws a pack without categories', async () => {
    expect((await cli('render', at('plain'), '--seed', '1', '--out', at('e.png'))).code).toBe(0);
    const refused = await cli(
      'render',
      at('plain'),
      '--seed',
      '1',
      '--category',
      'dress',
      '--out',
      at('e.png'),
    );
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('no categories') });
  });

  it('says what it needs, and what a recipe gets wrong', async () => {
    const out = ['--out', at('f.png')];
    const seed = ['--seed', '1'];
    expect(await cli('render', HOUSE, ...seed, ...out)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/needs --category: one of t-shirt, /),
    });
    expect(await cli('render', HOUSE, ...seed, ...out, '--category', 'kilt')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no category "kilt": it has only t-shirt, /),
    });
    const unknown = ['--category', 'dress', '--sliders', 'hat=1'];
    expect(await cli('render', HOUSE, ...seed, ...out, ...unknown)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no slider called "hat"'),
    });
    const foreign = await recipeFile('foreign.json', recipeFor(pack, 0, { pack: 'ab'.repeat(32) }));
    expect(await cli('render', HOUSE, '--recipe', foreign, ...out)).toMatchObject({
      code: 1,
      err: expect.stringContaining('would draw another picture'),
    });
    await writeFile(at('broken.json'), '{"v":1}');
    expect(await cli('render', HOUSE, '--recipe', at('broken.json'), ...out)).toMatchObject({
      code: 1,
      err: expect.stringContaining('recipe'),
    });
    expect(await cli('render', HOUSE, '--recipe', at('nowhere.json'), ...out)).toMatchObject({
      code: 1,
      err: expect.stringContaining('nowhere.json'),
    });
  });
});

describe('grid', () => {
  it('draws a row for each category and a column for each seed', async () => {
    const options = ['--columns', '3', '--seed', '5', '--categories', 'dress,skirt', '--tile', '32'];
    const { code, out, progress } = await cli('grid', HOUSE, '--out', at('g.png'), ...options);
    expect(code).toBe(0);
    expect(out).toMatch(/row 1: dress\nrow 2: skirt/);
    expect(progress.get('Drawing')).toEqual([6, 6]);
    const { width, height } = await sharp(at('g.png')).metadata();
    expect([width, height]).toEqual([3 * 32 + 2 * 2, 2 * 32 + 2]);
  });

  it('puts the picture of each seed in its place', async () => {
    await cli('grid', HOUSE, '--out', at('h.png'), '--columns', '2', '--categories', 'shirt');
    const source = { kind: 'seed', seed: 1, category: pack.manifest.categories.indexOf('shirt') } as const;
    const { rgb } = await drawing.draw([recipeFor(pack, 1, { a: source, b: source })]);
    const second = await sharp(at('h.png'))
      .extract({ left: 68, top: 0, width: 64, height: 64 })
      .raw()
      .toBuffer();
    expect(alike(new Uint8Array(second), rgb)).toBe(true);
  });

  it('fills rows with one seed after the other where there are no categories', async () => {
    await cli('grid', at('plain'), '--out', at('i.webp'), '--columns', '4', '--rows', '2');
    expect(await sharp(at('i.webp')).metadata()).toMatchObject({ width: 4 * 32 + 3 * 2, height: 2 * 32 + 2 });
  });

  it('refuses a sheet that nobody could open', async () => {
    const refused = await cli('grid', HOUSE, '--out', at('j.png'), '--columns', '64', '--tile', '1024');
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/up to 16384/) });
  });
});

describe('movie', () => {
  const frames = async (path: string) => {
    const { pages = 1, delay = [], loop } = await sharp(path, { animated: true }).metadata();
    const all = await Promise.all(
      Array.from({ length: pages }, (_, page) => sharp(path, { page }).removeAlpha().raw().toBuffer()),
    );
    return { all: all.map((one) => new Uint8Array(one)), delay, loop };
  };
  /** Lossy: near, but not the same bytes. */
  const near = (a: Uint8Array, b: Uint8Array) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length < 6;

  it('runs along a slider from its low end to its high end and back', async () => {
    const slider = pack.sliders.find(({ id }) => id === 'lightness')!;
    const options = [
      '--direction',
      slider.id,
      '--seed',
      '4',
      '--category',
      'dress',
      '--frames',
      '5',
      '--fps',
      '10',
    ];
    const { code, out, err, progress } = await cli('movie', HOUSE, '--out', at('m.webp'), ...options);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('8 frames of 64 px, 0.8 s');
    expect(progress.get('Drawing')).toEqual([5, 5]);
    const { all, delay, loop } = await frames(at('m.webp'));
    expect([all.length, delay[0], loop]).toEqual([8, 100, 0]);
    const brightness = all.map((one) => one.reduce((sum, value) => sum + value, 0));
    for (let i = 1; i < 5; i++) expect(brightness[i]!).toBeGreaterThan(brightness[i - 1]!);
    for (let i = 5; i < 8; i++) expect(near(all[i]!, all[8 - i]!)).toBe(true);
  });

  it.each([[], ['--linear']])('runs from one recipe to another, ends included %j', async (...how) => {
    const [from, to] = [recipeFor(pack, 0), recipeFor(pack, 4, { truncationPsi: 1 })];
    const files = [await recipeFile('from.json', from), await recipeFile('to.json', to)] as const;
    const options = ['--from', files[0], '--to', files[1], '--frames', '4', '--once', ...how];
    expect((await cli('movie', HOUSE, '--out', at('n.webp'), ...options)).code).toBe(0);
    const { all } = await frames(at('n.webp'));
    expect(all).toHaveLength(4);
    expect(near(all[0]!, (await drawing.draw([from])).rgb)).toBe(true);
    expect(near(all[3]!, (await drawing.draw([to])).rgb)).toBe(true);
    expect(near(all[0]!, all[3]!)).toBe(false);
  });

  it('takes seeds for ends, and goes another way in z than in w', async () => {
    const options = ['--from', '1', '--to', '2', '--category', 'skirt', '--frames', '3', '--once'];
    await cli('movie', HOUSE, '--out', at('z.webp'), ...options);
    await cli('movie', HOUSE, '--out', at('w.webp'), ...options, '--linear');
    const [z, w] = [await frames(at('z.webp')), await frames(at('w.webp'))];
    expect(near(z.all[0]!, w.all[0]!)).toBe(true);
    expect(near(z.all[1]!, w.all[1]!)).toBe(false);
  });

  it('names the sliders there are', async () => {
    const options = ['--direction', 'hat', '--category', 'dress', '--out', at('o.webp')];
    expect(await cli('movie', HOUSE, ...options)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no slider "hat"; its sliders: .*lightness/),
    });
  });
});

describe('the command line of drawing', () => {
  const garment = ['--seed', '1', '--category', 'dress'];
  it.each([
    [['render', '--help'], 0],
    [['grid', '-h'], 0],
    [['movie', '--help'], 0],
    [['render'], 2],
    [['render', HOUSE, '--seed', '1'], 2],
    [['render', HOUSE, '--out', 'x.png'], 2],
    [['render', HOUSE, ...garment, '--out', 'x.gif'], 2],
    [['render', HOUSE, '--seed', '4294967296', '--out', 'x.png'], 2],
    [['render', HOUSE, '--seed=-1', '--out', 'x.png'], 2],
    [['render', HOUSE, ...garment, '--out', 'x.png', '--size', '0'], 2],
    [['render', HOUSE, ...garment, '--out', 'x.png', '--sliders', 'length'], 2],
    [['render', HOUSE, ...garment, '--out', 'x.png', '--sliders', 'length=99'], 2],
    [['render', HOUSE, '--recipe', 'r.json', '--seed', '1', '--out', 'x.png'], 2],
    [['grid', HOUSE], 2],
    [['grid', HOUSE, '--out', 'x.png', '--columns', '0'], 2],
    [['movie', HOUSE, '--out', 'x.webp'], 2],
    [['movie', HOUSE, '--out', 'x.png', '--direction', 'length'], 2],
    [['movie', HOUSE, '--out', 'x.webp', '--from', '1'], 2],
    [['movie', HOUSE, '--out', 'x.webp', '--from', '1', '--to', '2', '--direction', 'length'], 2],
    [['movie', HOUSE, '--out', 'x.webp', '--from', '1', '--to', '2', '--seed', '3'], 2],
    [['movie', HOUSE, '--out', 'x.webp', '--direction', 'length', '--frames', '1'], 2],
  ] as const)('%j exits with %i', async (argv, code) => {
    const result = await cli(...argv);
    expect(result.code).toBe(code);
    expect(`${result.out}${result.err}`).toContain('usage: toile-pack');
  });

  it('says so when a file cannot be written', async () => {
    const nowhere = join(folder, 'no', 'such', 'folder', 'a.png');
    expect(await cli('render', HOUSE, ...garment, '--out', nowhere)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no such file or directory'),
    });
  });
});
