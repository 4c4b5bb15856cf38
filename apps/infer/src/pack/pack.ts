import type { Direction } from '@toile/latent';
import type { PackManifest, Direction as Slider } from '@toile/protocol';
import type { PackClip } from './load-clip.js';

/** A model pack, read and verified. Its networks stay on disk. */
export interface Pack {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: PackManifest;
  /** [wDim] */
  readonly wAvg: Float32Array;
  /** What the pack offers to people. */
  readonly sliders: readonly Slider[];
  /** The same, as the latent arithmetic wants them. */
  readonly directions: readonly Direction[];
  /** What ranks its seeds by words, where somebody has added it. */
  readonly clip: PackClip | null;
}
