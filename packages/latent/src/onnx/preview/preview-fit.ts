/** Largest magnitudes that one layer of a preview keeps, in the order in which they arise. */
export interface LayerRanges {
  /** Of the layer's input times its style, the style at unit mean square. */
  readonly input: number;
  /** Of the convolution, every kernel at unit mean energy an input channel. */
  readonly output: number;
  /** Of the same after the resample filter; null where the layer does not double the resolution. */
  readonly filtered: number | null;
}

/**
 * A picture made of what is known at the resolution where a preview stops: intercept + features f + colours rgb.
 * The sum of the RGB so far alone is no picture: later layers add to all of it.
 */
export interface PreviewHead {
  /** [3, channels] */
  readonly features: Float32Array;
  /** [3, 3], from the RGB so far. */
  readonly colours: Float32Array;
  /** [3] */
  readonly intercept: Float32Array;
}

/** What a preview network needs to know beyond its checkpoint; measured by drawing with the checkpoint. */
export interface PreviewFit {
  /** Where it stops: a resolution of the generator. */
  readonly stopAtPx: number;
  /** One for each layer, in drawing order. */
  readonly ranges: readonly LayerRanges[];
  /** null where the preview has all layers. */
  readonly head: PreviewHead | null;
}
