import { beforeAll, describe, expect, it } from 'vitest';
import { type MeasureName, measureNames } from '../measure/picture-measures.js';
import type { Pack } from '../pack/pack.js';
import { housePack } from '../testing/house-pack.fixture.js';
import { attributes } from './attributes.js';
import { fitMeasures, type MeasureFit } from './fit-measures.js';
import { Probe } from './probe.js';
import { garmentsByCategory, unmoved } from './sampled-garments.js';
import { type Candidate, verifySliders } from './verify-slider.js';

/** Seeds that nothing else uses: no slider was made or judged with these pictures. */
const SCALE_SEED = 20_260_101;
const PICTURE_SEED = 20_260_102;
const SCALE_PICTURES = 135;
const PICTURES = 9;

describe('the sliders that the house pack offers by name', { timeout: 300_000 }, () => {
  let pack: Pack;
  let probe: Probe;
  let fit: MeasureFit;
  let garments: Float32Array[];
  let candidates: Candidate[];
  beforeAll(async () => {
    pack = await housePack();
    probe = await Probe.open(pack);
    const scale = await probe.sample(SCALE_SEED, SCALE_PICTURES, 0.85);
    fit = fitMeasures(scale, await probe.measure(unmoved(scale.w, SCALE_PICTURES)));
    garments = await garmentsByCategory(probe, PICTURE_SEED, PICTURES);
    candidates = pack.sliders.flatMap(({ id, group, rangeSigmas }) => {
      if (group === 'component') return [];
      const attribute = attributes.find((known) => known.id === id);
      const direction = pack.directions.find((known) => known.id === id);
      if (!attribute || !direction) throw new Error(`${id} is no attribute`);
      return [{ attribute, direction, rangeSigmas }];
    });
    return () => probe.close();
  }, 300_000);

  it('are several, in shape, colour and pattern, with words at their ends', () => {
    const named = pack.sliders.filter(({ group }) => group !== 'component');
    expect(named.length).toBeGreaterThanOrEqual(5);
    expect(new Set(named.map(({ group }) => group))).toEqual(new Set(['shape', 'colour', 'pattern']));
    for (const { lowLabel, highLabel, label, finder } of named) {
      expect(`${label} ${lowLabel} ${highLabel}`).toMatch(/^[A-Z][a-z]+ [a-z]+ [a-z]+$/);
      expect(finder).toBe('measured');
    }
    expect(pack.sliders.findIndex(({ group }) => group === 'component')).toBe(named.length);
  });

  it('move their own measure steadily, and more than any other, on garments they have never seen', async () => {
    const verdicts = await verifySliders(probe, garments, candidates, fit);
    for (const [i, { changes, monotonicity }] of verdicts.entries()) {
      const { id, measure, entails } = candidates[i]!.attribute;
      // Fewer pictures than the finder judged by: a little less is asked than it asked.
      expect(changes[measure], id).toBeGreaterThan(0.7);
      expect(monotonicity, id).toBeGreaterThan(0.65);
      for (const other of measureNames) {
        if (other === measure) continue;
        const most = (entails.includes(other) ? 1.15 : 1) * changes[measure];
        expect(Math.abs(changes[other]), `${id}: ${other}`).toBeLessThan(most);
      }
    }
  });

  it('say in the pack what they were measured to do', async () => {
    for (const slider of pack.sliders) {
      if (slider.group === 'component') continue;
      const own = slider.measured![slider.measure as MeasureName]!;
      expect(own, slider.id).toBeGreaterThan(0);
      for (const [name, change] of Object.entries(slider.measured!)) {
        if (name !== slider.measure)
          expect(Math.abs(change), `${slider.id}: ${name}`).toBeLessThanOrEqual(own);
      }
    }
  });

  it("would be refused under each other's names", async () => {
    const warmth = candidates.find(({ attribute }) => attribute.id === 'warmth')!;
    const renamed = ['length', 'lightness', 'pattern'].map((id) => ({
      ...warmth,
      attribute: attributes.find((known) => known.id === id)!,
    }));
    const reversed = {
      ...warmth,
      direction: { ...warmth.direction, unitVector: warmth.direction.unitVector.map((v) => -v) },
    };
    const verdicts = await verifySliders(probe, garments, [...renamed, reversed], fit);
    for (const { faults } of verdicts) expect(faults.length).toBeGreaterThan(0);
  });
});
