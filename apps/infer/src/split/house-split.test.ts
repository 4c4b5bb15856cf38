import { beforeAll, describe, expect, it } from 'vitest';
import { Probe } from '../directions/probe.js';
import type { Pack } from '../pack/pack.js';
import { shippedPack } from '../testing/house-pack.fixture.js';
import { type ChosenSplit, chooseSplit } from './choose-split.js';
import { measurePairs } from './measure-pairs.js';

/** Pairs that the packs' own splits were not measured on. */
const SEEDS = [20_260_201, 20_260_203];
const PAIRS = 36;

describe('the split of the house pack', { timeout: 600_000 }, () => {
  let pack: Pack;
  let measured: ChosenSplit[];
  beforeAll(async () => {
    pack = await shippedPack('garments-64');
    const probe = await Probe.open(pack);
    measured = [];
    for (const seed of SEEDS) {
      measured.push(chooseSplit((await measurePairs(probe, { pairs: PAIRS, seed })).measured, seed));
    }
    await probe.close();
  }, 600_000);

  it('is found again with other pairs', () => {
    for (const { layers } of measured) expect([0, layers]).toEqual(pack.manifest.structureLayers);
  });

  it('keeps most of the structure and takes most of the appearance', () => {
    const at = pack.manifest.structureLayers[1];
    for (const { split } of measured) {
      expect(split.curve[at]!.structure).toBeGreaterThan(0.75);
      expect(split.curve[at]!.appearance).toBeGreaterThan(0.55);
    }
  });

  it('says in the pack what these pairs show too', () => {
    const { curve } = pack.manifest.split!;
    for (const { split } of measured) {
      for (const [k, { structure, appearance }] of split.curve.entries()) {
        expect(Math.abs(structure - curve[k]!.structure), `structure at ${k}`).toBeLessThan(0.1);
        expect(Math.abs(appearance - curve[k]!.appearance), `appearance at ${k}`).toBeLessThan(0.2);
      }
    }
  });
});

describe.each(['garments-64', 'garments-128'] as const)('the manifest of %s', (name) => {
  it('has a measured split, of the best or what cannot be told from it', async () => {
    const { manifest } = await shippedPack(name);
    const { split, structureLayers } = manifest;
    expect(manifest.formatVersion).toBe(2);
    const best = Math.max(...split!.curve.map(({ balance }) => balance));
    const chosen = split!.curve[structureLayers[1]]!;
    expect(chosen.interval[1]).toBeGreaterThanOrEqual(best);
    expect(chosen.wins).toBeGreaterThanOrEqual(1 / 40);
  });
});
