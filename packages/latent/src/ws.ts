import { expectInteger, expectValues } from './expect.js';

/** Shape of a ws array [numWs, wDim], stored layer by layer (row-major). */
export interface WsShape {
  readonly numWs: number;
  readonly wDim: number;
}

/** Throws RangeError unless `numWs` and `wDim` are integers >= 1 and `ws` holds numWs * wDim finite values. */
export function expectWs(ws: Float32Array, name: string, shape: WsShape): void {
  expectInteger(shape.numWs, 'numWs', 1);
  expectInteger(shape.wDim, 'wDim', 1);
  expectValues(ws, name, shape.numWs * shape.wDim);
}

/**
 * The same w [wDim] for every layer: ws [numWs, wDim].
 * Throws RangeError unless `numWs` is an integer >= 1 and `w` holds at least one value, all finite.
 */
export function broadcastW(w: Float32Array, numWs: number): Float32Array {
  expectInteger(numWs, 'numWs', 1);
  expectInteger(w.length, 'w.length', 1);
  expectValues(w, 'w', w.length);
  const ws = new Float32Array(numWs * w.length);
  for (let layer = 0; layer < numWs; layer++) ws.set(w, layer * w.length);
  return ws;
}
