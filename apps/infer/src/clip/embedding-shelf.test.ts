import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddingShelf, type ShelfPlace } from './embedding-shelf.js';

let folder: string;
let warnings: number;
const log = { warn: () => void warnings++ } as never;
const place = (given: Partial<ShelfPlace> = {}): ShelfPlace => ({
  pack: 'a'.repeat(64),
  clip: 'b'.repeat(64),
  psi: 0.7,
  category: 4,
  block: 0,
  ...given,
});
const values = (seed: number) => Float32Array.from({ length: 12 }, (_, i) => Math.sin(seed + i));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-shelf-'));
  warnings = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

describe('the shelf of embeddings', () => {
  it('gives back what was put, also to another process that comes later', async () => {
    await new EmbeddingShelf({ folder, log }).put(place(), values(1));
    const later = new EmbeddingShelf({ folder, log });
    expect(await later.get(place(), 12)).toEqual(values(1));
    expect((await files()).every(({ name }) => name.endsWith('.bin'))).toBe(true);
  });

  it.each<[string, Partial<ShelfPlace>]>([
    ['pack', { pack: 'c'.repeat(64) }],
    ['CLIP', { clip: 'c'.repeat(64) }],
    ['truncation', { psi: 0.5 }],
    ['category', { category: null }],
    ['block', { block: 1 }],
  ])('keeps them apart by %s', async (_what, other) => {
    const shelf = new EmbeddingShelf({ folder, log });
    await shelf.put(place(), values(1));
    expect(await shelf.get(place(other), 12)).toBeNull();
    await shelf.put(place(other), values(2));
    expect(await new EmbeddingShelf({ folder, log }).get(place(), 12)).toEqual(values(1));
  });

  it('takes a file that was cut short or changed for none', async () => {
    await new EmbeddingShelf({ folder, log }).put(place(), values(1));
    const [file] = await files();
    const path = join(file!.parentPath, file!.name);
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, -4));
    expect(await new EmbeddingShelf({ folder, log }).get(place(), 12)).toBeNull();
    whole[40]! ^= 1;
    await writeFile(path, whole);
    expect(await new EmbeddingShelf({ folder, log }).get(place(), 12)).toBeNull();
    expect(await new EmbeddingShelf({ folder, log }).get(place(), 11)).toBeNull();
  });

  it('lets what was used longest ago go, past what it may hold', async () => {
    const shelf = new EmbeddingShelf({ folder, log, maxBytes: 3 * 80, inMemory: 1 });
    const pause = () => new Promise((resolve) => setTimeout(resolve, 15));
    for (const block of [0, 1, 2]) {
      await shelf.put(place({ block }), values(block));
      await pause();
    }
    expect(await shelf.get(place({ block: 0 }), 12)).toEqual(values(0));
    await pause();
    await shelf.put(place({ block: 3 }), values(3));
    const left = new EmbeddingShelf({ folder, log });
    const there = await Promise.all([0, 1, 2, 3].map((block) => left.get(place({ block }), 12)));
    expect(there.map((one) => one !== null)).toEqual([true, false, true, true]);
  });

  it('answers from memory where the folder cannot be written, and says so once', async () => {
    const path = join(folder, 'file');
    await writeFile(path, 'in the way');
    const shelf = new EmbeddingShelf({ folder: path, log });
    await shelf.put(place(), values(1));
    await shelf.put(place({ block: 1 }), values(2));
    expect(await shelf.get(place(), 12)).toEqual(values(1));
    expect(warnings).toBe(1);
  });

  it('needs no folder', async () => {
    const shelf = new EmbeddingShelf({ folder: null, log });
    expect(await shelf.get(place(), 12)).toBeNull();
    await shelf.put(place(), values(1));
    expect(await shelf.get(place(), 12)).toEqual(values(1));
  });
});
