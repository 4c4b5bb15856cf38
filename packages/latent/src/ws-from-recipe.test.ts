import { describe, expect, it } from 'vitest';
import { addDirections, type Direction } from './direction.js';
import { mixWs, mixWsByLayer } from './mixing.js';
import { randomState } from './random-state.js';
import { truncateWs } from './truncation.js';
import { broadcastW } from './ws.js';
import { wsFromRecipe } from './ws-from-recipe.js';

const numWs = 4;
const wDim = 3;
const shape = { numWs, wDim };

function direction(changes: Partial<Direction> = {}): Direction {
  const unitVector = Float32Array.of(0.6, 0, -0.8);
  return { id: 'hem', unitVector, standardDeviation: 2, layers: [1, 3], ...changes };
}

describe('addDirections', () => {
  const ws = Float32Array.from(randomState(1).randn(numWs * wDim));

  it('L25: adds sigmas x deviation x vector on its layers only', () => {
    const zeros = new Float32Array(numWs * wDim);
    const edited = addDirections(zeros, shape, [{ direction: direction(), sigmas: 1.5 }]);
    const moved = [1.8, 0, -2.4].map(Math.fround);
    const expected = [[0, 0, 0], moved, moved, [0, 0, 0]].flat();
    for (const [i, value] of expected.entries()) expect(edited[i]).toBeCloseTo(value, 6);
    expect(Array.from(edited.subarray(0, 3))).toEqual([0, 0, 0]);
    expect(Array.from(edited.subarray(9))).toEqual([0, 0, 0]);
  });

  it('L25: edits add up, and opposite edits cancel', () => {
    const other = direction({ id: 'collar', unitVector: Float32Array.of(0, 1, 0), layers: [0, 4] });
    const both = addDirections(ws, shape, [
      { direction: direction(), sigmas: 1 },
      { direction: other, sigmas: -2 },
    ]);
    const one = addDirections(ws, shape, [{ direction: direction(), sigmas: 1 }]);
    const then = addDirections(one, shape, [{ direction: other, sigmas: -2 }]);
    for (const [i, value] of then.entries()) expect(both[i]).toBeCloseTo(value, 6);
    expect(
      addDirections(ws, shape, [
        { direction: direction(), sigmas: 3 },
        { direction: direction(), sigmas: -3 },
      ]),
    ).toEqual(ws);
    expect(addDirections(ws, shape, [])).toEqual(ws);
  });

  it('L28: names the direction that is out of shape', () => {
    const edit =
      (changes: Partial<Direction>, sigmas = 1) =>
      () =>
        addDirections(ws, shape, [{ direction: direction(changes), sigmas }]);
    expect(edit({ unitVector: Float32Array.of(1, 0) })).toThrow(/unitVector of hem: expected 3/);
    expect(edit({ unitVector: Float32Array.of(1, 1, 0) })).toThrow(/unitVector of hem: expected length 1/);
    expect(edit({ standardDeviation: 0 })).toThrow(/standardDeviation of hem/);
    expect(edit({ layers: [0, 5] })).toThrow(/layers of hem/);
    expect(edit({}, Number.NaN)).toThrow(/sigmas of hem/);
  });
});

describe('wsFromRecipe', () => {
  const state = randomState(2);
  const vector = () => Float32Array.from(state.randn(wDim));
  const latents = {
    a: { w: vector() },
    b: { w: vector() },
    wAvg: vector(),
    numWs,
    structureLayers: [0, 2] as const,
    directions: [direction(), direction({ id: 'collar', layers: [0, 1] })],
  };
  const recipe = {
    mix: { structure: 0.2, style: 0.9 },
    truncationPsi: 0.6,
    sliders: { hem: 1, collar: -0.5 },
  };

  it('L26: truncates each source, then mixes, then adds the directions', () => {
    const truncation = { psi: 0.6 };
    const a = truncateWs(broadcastW(latents.a.w, numWs), shape, latents.wAvg, truncation);
    const b = truncateWs(broadcastW(latents.b.w, numWs), shape, latents.wAvg, truncation);
    const mixed = mixWs(a, b, shape, { structure: 0.2, style: 0.9, structureLayers: [0, 2] });
    const expected = addDirections(mixed, shape, [
      { direction: latents.directions[1]!, sigmas: -0.5 },
      { direction: latents.directions[0]!, sigmas: 1 },
    ]);
    expect(wsFromRecipe(recipe, latents)).toEqual(expected);
  });

  it('L26: mixes by layer where the recipe says so', () => {
    const truncation = { psi: 0.6 };
    const a = truncateWs(broadcastW(latents.a.w, numWs), shape, latents.wAvg, truncation);
    const b = truncateWs(broadcastW(latents.b.w, numWs), shape, latents.wAvg, truncation);
    const layers = [0, 1, 0.25, 0.9];
    const still = { ...recipe, sliders: {} };
    expect(wsFromRecipe({ ...still, mix: { layers } }, latents)).toEqual(mixWsByLayer(a, b, shape, layers));
    // The two weights are a case of it: structure on [0, 2), style on the others.
    expect(wsFromRecipe({ ...recipe, mix: { layers: [0.2, 0.2, 0.9, 0.9] } }, latents)).toEqual(
      wsFromRecipe(recipe, latents),
    );
    expect(() => wsFromRecipe({ ...recipe, mix: { layers: [0, 1] } }, latents)).toThrow(
      /weights: expected 4 values, got 2/,
    );
  });

  it('L26: a slider moves the ws by the same amount at every truncation', () => {
    for (const truncationPsi of [0, 0.5, 1, 1.5]) {
      const still = wsFromRecipe({ ...recipe, truncationPsi, sliders: {} }, latents);
      const moved = wsFromRecipe({ ...recipe, truncationPsi, sliders: { hem: 1 } }, latents);
      const shift = Array.from(moved, (value, i) => value - still[i]!);
      for (const i of [3, 6]) expect(shift[i]).toBeCloseTo(1.2, 5);
    }
  });

  it('L26: truncation at psi 0 leaves the average whatever the sources, plus the sliders', () => {
    const ws = wsFromRecipe({ ...recipe, truncationPsi: 0, sliders: {} }, latents);
    for (const [i, value] of ws.entries()) expect(value).toBeCloseTo(latents.wAvg[i % wDim]!, 6);
  });

  it('L62: a wPlus is drawn as it is at every truncation, mixes layer by layer, and sliders act on it', () => {
    const wPlus = Float32Array.from(state.randn(numWs * wDim));
    const still = { ...recipe, mix: { structure: 0, style: 0 }, sliders: {} };
    for (const truncationPsi of [0, 0.7, 1.5]) {
      expect(wsFromRecipe({ ...still, truncationPsi }, { ...latents, a: { wPlus } })).toEqual(wPlus);
    }
    const mixed = wsFromRecipe({ ...still, mix: recipe.mix }, { ...latents, b: { wPlus } });
    const a = truncateWs(broadcastW(latents.a.w, numWs), shape, latents.wAvg, { psi: 0.6 });
    expect(mixed).toEqual(mixWs(a, wPlus, shape, { ...recipe.mix, structureLayers: [0, 2] }));
    expect(wsFromRecipe({ ...still, sliders: { hem: 1 } }, { ...latents, a: { wPlus } })).toEqual(
      addDirections(wPlus, shape, [{ direction: latents.directions[0]!, sigmas: 1 }]),
    );
    const short = { ...latents, a: { wPlus: wPlus.slice(1) } };
    expect(() => wsFromRecipe(still, short)).toThrow(/expected 12 values/);
  });

  it('L22: honours the cutoff of the pack', () => {
    const ws = wsFromRecipe(
      { mix: { structure: 0, style: 0 }, truncationPsi: 0, sliders: {} },
      { ...latents, truncationCutoff: 3 },
    );
    expect(Array.from(ws.subarray(6, 9))).toEqual(Array.from(latents.wAvg));
    expect(Array.from(ws.subarray(9))).toEqual(Array.from(latents.a.w));
  });

  it('L26: the order in which sliders are listed does not matter, bit for bit', () => {
    const turned = { ...recipe, sliders: { collar: -0.5, hem: 1 } };
    expect(wsFromRecipe(turned, latents)).toEqual(wsFromRecipe(recipe, latents));
  });

  it('L27: refuses a slider that the pack does not have', () => {
    const unknown = { ...recipe, sliders: { hem: 1, cuffs: 1 } };
    expect(() => wsFromRecipe(unknown, latents)).toThrow(
      expect.objectContaining({ name: 'LatentError', code: 'unknown_direction' }),
    );
    expect(() => wsFromRecipe(unknown, latents)).toThrow(/cuffs/);
  });

  it('L28: changes none of its arguments and names a wrong shape', () => {
    const before = structuredClone({ recipe, latents });
    wsFromRecipe(recipe, latents);
    expect({ recipe, latents }).toEqual(before);
    expect(() => wsFromRecipe(recipe, { ...latents, b: { w: latents.b.w.slice(1) } })).toThrow(
      /expected 12 values/,
    );
  });
});
