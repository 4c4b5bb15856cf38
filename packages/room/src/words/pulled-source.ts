import { type WsShape, wPlusFromText, wPlusText } from '@toile/latent';
import type { Design, LatentDesignSource } from '../design.js';

/** A design as words pull at it, each as `wPlusText` writes it. */
export interface WordPull {
  /** The wPlus that the design's picture is drawn from. */
  readonly base: string;
  /** What one sigma towards the words adds. */
  readonly step: string;
}

/**
 * A design moved along a direction that no pack has, as a source of its own: the direction is not kept, where it has
 * led is, so that whoever has the pack draws the same picture. It stands for the design's look without sliders or
 * mix, which are in it.
 *
 * Throws RangeError where the texts are not of the shape.
 */
export function pulledSource(
  { a, b, structure, style }: Pick<Design, 'a' | 'b' | 'structure' | 'style'>,
  { base, step }: WordPull,
  sigmas: number,
  shape: WsShape,
): LatentDesignSource {
  const along = wPlusFromText(step, shape);
  const moved = wPlusFromText(base, shape).map((value, i) => value + sigmas * along[i]!);
  const { category, seed } = structure + style > 1 ? b : a;
  // Text of text is not always the same text.
  const wPlus = sigmas === 0 ? base : wPlusText(moved, shape);
  return { kind: 'latent', wPlus, photo: null, category, seed };
}
