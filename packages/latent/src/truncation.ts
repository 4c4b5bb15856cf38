import { expectInteger, expectNumber, expectValues } from './expect.js';
import { expectWs, type WsShape } from './ws.js';

/** How far to pull latents towards the average. */
export interface Truncation {
  /** 0 gives wAvg, 1 leaves the latents alone, above 1 pushes them away from the average. At least 0. */
  readonly psi: number;
  /** Only layers [0, cutoff) are truncated; all of them when left out. */
  readonly cutoff?: number;
}

/**
 * The truncation trick in w: wAvg + psi * (w - wAvg) on the layers below the cutoff, the others as they are
 * (Karras et al., "A Style-Based Generator Architecture for GANs", 2019, §B; cutoff as in StyleGAN2).
 *
 * `ws` [numWs, wDim], `wAvg` [wDim]; returns a new [numWs, wDim]. Throws RangeError naming the argument when
 * a length, a value, psi or the cutoff (0 to numWs) is out of range.
 */
export function truncateWs(
  ws: Float32Array,
  shape: WsShape,
  wAvg: Float32Array,
  truncation: Truncation,
): Float32Array {
  const { numWs, wDim } = shape;
  const { psi, cutoff = numWs } = truncation;
  expectWs(ws, 'ws', shape);
  expectValues(wAvg, 'wAvg', wDim);
  expectNumber(psi, 'psi', 0);
  expectInteger(cutoff, 'cutoff', 0, numWs);
  const truncated = ws.slice();
  for (let i = 0; i < cutoff * wDim; i++) {
    truncated[i] = (1 - psi) * wAvg[i % wDim]! + psi * ws[i]!;
  }
  return truncated;
}
