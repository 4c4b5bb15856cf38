import { Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Pack } from '../pack/pack.js';
import { largestDifference } from '../pack-tool/testing/drawn.js';
import { readNpz } from '../pack-tool/testing/read-npz.js';
import { recipeFor, shippedPack } from '../testing/house-pack.fixture.js';
import { PackDrawing } from './pack-drawing.js';
import { openSessions, type PackSessions } from './sessions.js';

/** Largest error of a w, and of an image whose nominal range is -1..1. */
const TOLERANCE = 1e-4;
const SHIPPED = ['garments-64', 'garments-128'] as const;

describe.each(SHIPPED)('%s against the network that it was trained as', (name) => {
  let pack: Pack;
  let sessions: PackSessions;
  let drawing: PackDrawing;
  let reference: Map<string, Float32Array>;
  beforeAll(async () => {
    pack = await shippedPack(name);
    sessions = await openSessions(pack.folder, pack.manifest, { providers: ['cpu'], threads: 1 });
    drawing = new PackDrawing(pack, sessions);
    reference = await readNpz(new URL(`../../fixtures/${name}/reference.npz`, import.meta.url));
  });

  const cases = [0, 1, 2, 42].flatMap((seed) => [1, 0.7].map((psi) => [seed, psi] as const));

  it.each(cases)('draws seed %i at psi %f from its recipe', async (seed, truncationPsi) => {
    const { numWs, wDim, resolutionPx } = pack.manifest;
    const key = `seed${seed}_psi${truncationPsi.toFixed(1)}`;
    const ws = await drawing.ws([recipeFor(pack, seed, { truncationPsi })]);
    for (let layer = 0; layer < numWs; layer++) {
      const w = ws.slice(layer * wDim, (layer + 1) * wDim);
      expect(largestDifference(w, reference.get(`w_${key}`)!)).toBeLessThan(TOLERANCE);
    }
    const { image } = await sessions.synthesis.run({ ws: new Tensor('float32', ws, [1, numWs, wDim]) }, [
      'image',
    ]);
    const expected = reference.get(`img_${key}`)!;
    expect(expected).toHaveLength(3 * resolutionPx ** 2);
    expect(largestDifference(image!.data as Float32Array, expected)).toBeLessThan(TOLERANCE);
  });

  it('draws the same bytes in a batch as alone, and again from what it remembers', async () => {
    const recipes = [0, 1, 2, 42].map((seed) => recipeFor(pack, seed));
    const { rgb } = await drawing.draw(recipes);
    const bytes = rgb.length / recipes.length;
    for (const [i, recipe] of recipes.entries()) {
      const alone = (await drawing.draw([recipe])).rgb;
      const together = rgb.subarray(i * bytes, (i + 1) * bytes);
      // Sums in another order may round a value to the byte beside it.
      expect(alone.every((value, at) => Math.abs(value - together[at]!) <= 1)).toBe(true);
    }
  });

  it('moves along its sliders and mixes the layers that the manifest names', async () => {
    const { numWs, wDim, structureLayers } = pack.manifest;
    const [a, b] = [recipeFor(pack, 0), recipeFor(pack, 1)];
    const mixed = { ...a, b: b.a, mix: { structure: 1, style: 0 } };
    const [wsA, wsB, wsMixed] = [await drawing.ws([a]), await drawing.ws([b]), await drawing.ws([mixed])];
    for (let layer = 0; layer < numWs; layer++) {
      const of = (ws: Float32Array) => ws.slice(layer * wDim, (layer + 1) * wDim);
      const inside = layer >= structureLayers[0] && layer < structureLayers[1];
      expect(of(wsMixed), `layer ${layer}`).toEqual(of(inside ? wsB : wsA));
    }
    const direction = pack.directions[0]!;
    const moved = await drawing.ws([{ ...a, sliders: { [direction.id]: 2 } }]);
    const layer = direction.layers[0];
    const step = moved[layer * wDim]! - wsA[layer * wDim]!;
    expect(step).toBeCloseTo(2 * direction.standardDeviation * direction.unitVector[0]!, 4);
  });
});
