import type { Checkpoint, SynthesisLayer } from './checkpoint.js';

/**
 * Multiplications of the convolutions that draw one picture, up to a resolution: nine for each pair of channels
 * and pixel, a pixel being one of the input where the layer doubles the resolution. Twice as many operations.
 */
export function multiplications(
  { synthesis, resolutionPx }: Pick<Checkpoint, 'synthesis' | 'resolutionPx'>,
  stopAtPx = resolutionPx,
): number {
  const layer = (l: SynthesisLayer): number =>
    (9 * l.inChannels * l.outChannels * l.resolutionPx * l.widthPx) / l.up ** 2;
  return synthesis.blocks
    .filter((block) => block.resolutionPx <= stopAtPx)
    .reduce((sum, { conv0, conv1, toRgb, resolutionPx: height, widthPx }) => {
      return sum + (conv0 ? layer(conv0) : 0) + layer(conv1) + 3 * toRgb.inChannels * height * widthPx;
    }, 0);
}
