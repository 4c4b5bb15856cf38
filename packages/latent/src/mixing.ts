import { expectNumber } from './expect.js';
import { expectLayerRange, inLayers, type LayerRange } from './layers.js';
import { expectWs, type WsShape } from './ws.js';

/** Two weights and the layers that tell them apart. A weight of 0 is all of the first parent, 1 all of the second. */
export interface Mix {
  /** Weight on the structure layers (pose, cut, silhouette), 0 to 1. */
  readonly structure: number;
  /** Weight on every other layer (colour, texture), 0 to 1. */
  readonly style: number;
  /** The structure layers, half-open. */
  readonly structureLayers: LayerRange;
}

/**
 * Style mixing with two weights (Karras et al. 2019, §3.1, with blending in place of switching): each layer is
 * (1 - weight) * a + weight * b.
 *
 * `wsA`, `wsB` [numWs, wDim]; returns a new [numWs, wDim]. Throws RangeError naming the argument when a
 * length, a weight or the layer range is out of range.
 */
export function mixWs(wsA: Float32Array, wsB: Float32Array, shape: WsShape, mix: Mix): Float32Array {
  expectLayerRange(mix.structureLayers, 'structureLayers', shape.numWs);
  expectNumber(mix.structure, 'structure', 0, 1);
  expectNumber(mix.style, 'style', 0, 1);
  const weights = Array.from({ length: shape.numWs }, (_, layer) =>
    inLayers(mix.structureLayers, layer) ? mix.structure : mix.style,
  );
  return mixWsByLayer(wsA, wsB, shape, weights);
}

/**
 * Mixing with one weight a layer: layer i is (1 - weights[i]) * a + weights[i] * b.
 *
 * `wsA`, `wsB` [numWs, wDim], `weights` [numWs] each 0 to 1; returns a new [numWs, wDim]. Throws RangeError
 * naming the argument when a length or a weight is out of range.
 */
export function mixWsByLayer(
  wsA: Float32Array,
  wsB: Float32Array,
  shape: WsShape,
  weights: readonly number[],
): Float32Array {
  const { numWs, wDim } = shape;
  expectWs(wsA, 'wsA', shape);
  expectWs(wsB, 'wsB', shape);
  if (weights.length !== numWs) {
    throw new RangeError(`weights: expected ${numWs} values, got ${weights.length}`);
  }
  const mixed = new Float32Array(numWs * wDim);
  for (const [layer, weight] of weights.entries()) {
    expectNumber(weight, `weights[${layer}]`, 0, 1);
    for (let i = layer * wDim; i < (layer + 1) * wDim; i++) {
      mixed[i] = (1 - weight) * wsA[i]! + weight * wsB[i]!;
    }
  }
  return mixed;
}
