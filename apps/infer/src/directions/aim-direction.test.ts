import type { Direction, LayerRange } from '@toile/latent';
import { describe, expect, it } from 'vitest';
import { measureNames } from '../measure/picture-measures.js';
import { aimDirection } from './aim-direction.js';
import { attributes } from './attributes.js';
import type { BandEffects } from './band-effects.js';

const wDim = measureNames.length;
const bands: LayerRange[] = [
  [0, 2],
  [2, 4],
  [4, 6],
];
const pictures = 6;
const identity = Float64Array.from({ length: wDim * wDim }, (_, at) => (at % (wDim + 1) === 0 ? 1 : 0));
/** Direction k is axis k of w, and was made for measure k. */
const directions = measureNames.map((id, k): Direction => {
  const unitVector = new Float32Array(wDim);
  unitVector[k] = 1;
  return { id, unitVector, standardDeviation: 1, layers: [0, 6] };
});
const index = (name: (typeof measureNames)[number]) => measureNames.indexOf(name);
const attribute = (id: string) => attributes.find((candidate) => candidate.id === id)!;

/** Every direction moves its own measure by one in the first band only; `more` adds to that. */
function effects(more: (band: number, direction: number, measure: number) => number): BandEffects {
  return {
    bands,
    changes: bands.map((_, band) =>
      directions.map((_, d) =>
        Array.from({ length: pictures }, () =>
          Float64Array.from(measureNames, (_, k) => (band === 0 && d === k ? 1 : 0) + more(band, d, k)),
        ),
      ),
    ),
  };
}

describe('aimDirection', () => {
  it('takes the layers in which the attribute moves, without those in which others do', () => {
    const length = index('length');
    const leaky = effects((band, d, k) => (d === length && band > 0 && k === index('warmth') ? 0.8 : 0));
    const aimed = aimDirection(attribute('length'), directions, leaky, identity)!;
    expect(aimed.direction.layers).toEqual([0, 2]);
    expect(aimed.effect).toBeCloseTo(1, 1);
    expect(aimed.leak).toBeLessThan(0.05);
    expect(aimed.direction.id).toBe('length');
  });

  it('takes later layers too where they carry most of the effect', () => {
    const texture = index('texture');
    const late = effects((band, d, k) => (d === texture && k === texture && band === 2 ? 3 : 0));
    expect(aimDirection(attribute('pattern'), directions, late, identity)!.direction.layers[1]).toBe(6);
  });

  it('mixes in other directions to undo what its own would change', () => {
    const [sleeves, width] = [index('sleeves'), index('width')];
    const coupled = effects((band, d, k) => (band === 0 && d === sleeves && k === width ? -0.9 : 0));
    const { direction, leak, effect } = aimDirection(attribute('sleeves'), directions, coupled, identity)!;
    expect(direction.unitVector[width]! / direction.unitVector[sleeves]!).toBeGreaterThan(0.6);
    expect(leak).toBeLessThan(0.03);
    expect(effect).toBeGreaterThan(0.6);
    expect(Math.hypot(...direction.unitVector)).toBeCloseTo(1, 6);
  });

  it('lets a measure that the attribute entails change', () => {
    const [length, area] = [index('length'), index('area')];
    const entailing = effects((band, d, k) => (band === 0 && d === length && k === area ? 0.9 : 0));
    const { direction, leak } = aimDirection(attribute('length'), directions, entailing, identity)!;
    expect(leak).toBeLessThan(0.03);
    expect(Math.abs(direction.unitVector[area]!)).toBeLessThan(0.05);
  });

  it('finds nothing where nothing moves the measure the right way', () => {
    const warmth = index('warmth');
    const dead = effects((band, d, k) => (band === 0 && d === k && k === warmth ? -1 : 0));
    expect(aimDirection(attribute('warmth'), directions, dead, identity)).toBeNull();
  });
});
