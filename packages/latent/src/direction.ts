import { expectNumber, expectValues } from './expect.js';
import { expectLayerRange, type LayerRange } from './layers.js';
import { expectWs, type WsShape } from './ws.js';

const UNIT_TOLERANCE = 1e-3;

/** A line in w along which one thing about the garment changes. */
export interface Direction {
  readonly id: string;
  /** Unit vector [wDim]. */
  readonly unitVector: Float32Array;
  /** How much w varies along the vector: the length of one sigma, in units of w. Above 0. */
  readonly standardDeviation: number;
  /** The layers it acts on. */
  readonly layers: LayerRange;
}

/** A direction and how far to go along it, in standard deviations. */
export interface DirectionEdit {
  readonly direction: Direction;
  readonly sigmas: number;
}

/**
 * ws[layer] + sigmas * standardDeviation * unitVector on each edit's layers (layer-wise edits of Härkönen et
 * al., "GANSpace", 2020, with the coordinate in standard deviations). Edits add up in double precision and
 * are rounded to float32 once.
 *
 * `ws` [numWs, wDim]; returns a new [numWs, wDim]. Throws RangeError naming the direction when a vector is
 * not a unit vector of length wDim, a deviation is not above 0, sigmas is not finite or a range is outside
 * the layers.
 */
export function addDirections(
  ws: Float32Array,
  shape: WsShape,
  edits: readonly DirectionEdit[],
): Float32Array {
  expectWs(ws, 'ws', shape);
  const sum = Float64Array.from(ws);
  for (const { direction, sigmas } of edits) {
    expectDirection(direction, shape);
    expectNumber(sigmas, `sigmas of ${direction.id}`);
    const step = sigmas * direction.standardDeviation;
    for (let layer = direction.layers[0]; layer < direction.layers[1]; layer++) {
      const row = layer * shape.wDim;
      for (let i = 0; i < shape.wDim; i++) sum[row + i]! += step * direction.unitVector[i]!;
    }
  }
  return Float32Array.from(sum);
}

function expectDirection(direction: Direction, shape: WsShape): void {
  const { id, unitVector, standardDeviation, layers } = direction;
  expectValues(unitVector, `unitVector of ${id}`, shape.wDim);
  const length = Math.hypot(...unitVector);
  if (Math.abs(length - 1) > UNIT_TOLERANCE) {
    throw new RangeError(`unitVector of ${id}: expected length 1, got ${length}`);
  }
  expectNumber(standardDeviation, `standardDeviation of ${id}`, Number.MIN_VALUE);
  expectLayerRange(layers, `layers of ${id}`, shape.numWs);
}
