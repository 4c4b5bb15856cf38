import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { PackShelf } from './pack-shelf.js';
import { packFolder } from './testing/pack.fixture.js';

const log = pino({ level: 'silent' });

async function shelfOf(names: readonly string[], defaultName?: string): Promise<PackShelf> {
  const folder = await mkdtemp(join(tmpdir(), 'toile-shelf-'));
  for (const name of names) await cp((await packFolder(name)).folder, folder, { recursive: true });
  return new PackShelf({ folder, defaultName, log });
}

const chosenName = async (shelf: PackShelf, name?: string) => (await shelf.choose(name)).manifest.name;

describe('the pack of new rooms', () => {
  it('is the house pack, whatever sorts before it', async () => {
    expect(await chosenName(await shelfOf(['aprons', 'garments-128', 'garments-64']))).toBe('garments-64');
  });

  it('is the first by name where the house pack is not there', async () => {
    expect(await chosenName(await shelfOf(['hats', 'gowns']))).toBe('gowns');
  });

  it('is the one that is configured, and no other when that is missing', async () => {
    expect(await chosenName(await shelfOf(['garments-64', 'hats'], 'hats'))).toBe('hats');
    await expect(chosenName(await shelfOf(['garments-64'], 'hats'))).rejects.toMatchObject({
      code: 'pack-unknown',
    });
  });

  it('is the one that the room asks for, by name or id', async () => {
    const shelf = await shelfOf(['garments-64', 'hats']);
    expect(await chosenName(shelf, 'hats')).toBe('hats');
    const { id } = (await shelf.choose('hats')).manifest;
    expect(await chosenName(shelf, id)).toBe('hats');
  });
});
