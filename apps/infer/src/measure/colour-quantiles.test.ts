import { describe, expect, it } from 'vitest';
import { colourDistance, colourQuantiles } from './colour-quantiles.js';
import { drawnGarment, type Rgb } from './drawn-garment.fixture.js';
import { labOf } from './lab.js';
import { silhouetteOf } from './silhouette.js';

const SIDE = 64;
const NAVY: Rgb = [40, 60, 120];
const RUST: Rgb = [170, 80, 40];

function colours(drawing: Parameters<typeof drawnGarment>[1]): Float64Array {
  const rgb = drawnGarment(SIDE, drawing);
  return colourQuantiles(rgb, silhouetteOf(rgb, SIDE)!);
}

describe('colourQuantiles', () => {
  it('are as far apart as the colours, for plain cloth', () => {
    const [one, other] = [labOf(...NAVY), labOf(...RUST)];
    const between = Math.hypot(...one.map((value, i) => value - other[i]!));
    expect(colourDistance(colours({ colour: NAVY }), colours({ colour: RUST }))).toBeCloseTo(between, 6);
  });

  it('do not hang on the shape of the garment', () => {
    const dress = colours({ colour: NAVY, bottom: 0.95, hem: 0.7, sleeve: 0 });
    expect(colourDistance(colours({ colour: NAVY }), dress)).toBe(0);
  });

  it('tell two halves from their mean, and not where on the garment they lie', () => {
    const halves = (left: Rgb, right: Rgb) => colours({ colour: (x) => (x < 0.5 ? left : right) });
    const [leftNavy, leftRust] = [halves(NAVY, RUST), halves(RUST, NAVY)];
    const plain = colours({ colour: [105, 70, 80] });
    expect(colourDistance(leftNavy, leftRust)).toBeLessThan(2);
    expect(colourDistance(leftNavy, plain)).toBeGreaterThan(20);
  });
});
