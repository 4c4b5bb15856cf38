/** [channels, pixels] as [pixels, channels]. */
export function channelsLast(values: Float32Array, channels: number): Float32Array {
  const pixels = values.length / channels;
  return Float32Array.from(values, (_, i) => values[(i % channels) * pixels + Math.floor(i / channels)]!);
}
