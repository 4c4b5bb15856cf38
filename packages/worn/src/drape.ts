import type { ClothMesh } from './cloth-mesh.js';
import { clamp, smoothstep } from './geometry.js';
import type { Placement } from './place.js';

/** Soft folds that fall from the waist of what is wider at its hem: how much lighter or darker a place is for them. */
export type Drape = (round: number, level: number) => number;

/** The wider the hem against the waist, the more folds and the deeper; none in straight garments. */
export function drapeOf({ landmarks, hemLevel }: Placement, mesh: ClothMesh): Drape {
  if (landmarks.kind === 'trousers' || landmarks.kind === 'upper') return () => 0;
  const width = (level: number): number => {
    let [left, right] = [0, 0];
    for (let at = 0; at < mesh.x.length; at++) {
      if (!(Math.abs(mesh.y[at]! - level) < 0.15) || mesh.labels[at] !== 0) continue;
      left = Math.min(left, mesh.x[at]!);
      right = Math.max(right, mesh.x[at]!);
    }
    return right - left;
  };
  const from = 3.1;
  const flare = width(hemLevel - 0.2) / Math.max(0.5, width(from));
  const depth = clamp((flare - 1.12) * 0.12, 0, 0.1);
  if (depth === 0) return () => 0;
  const folds = Math.round(clamp(3.2 + 2.4 * flare, 5, 10));
  return (round, level) => {
    // Evenly round the body, so closer together towards its edges.
    const turn = Math.asin(clamp(round, -1, 1)) / (Math.PI / 2);
    const wave =
      Math.sin(Math.PI * folds * turn + 0.7 * Math.sin(2.3 * turn)) +
      0.35 * Math.sin(Math.PI * (folds * 1.7) * turn + 1.3);
    return depth * smoothstep(from, hemLevel, level) * wave;
  };
}
