import sharp from 'sharp';

export interface FilmTiming {
  /** How long each picture stands, in ms. */
  readonly frameMs: number;
  /** How long the two ends stand, in ms. */
  readonly holdMs: number;
  /** Also the way back, so that it goes round without a jump. */
  readonly back: boolean;
}

/**
 * Pictures of one size as an animated WebP that goes round for ever. The same pictures and timing give the same
 * bytes. `pictures`: at least two image files. Rejects where libvips does.
 */
export async function composeFilm(
  pictures: readonly Uint8Array[],
  { frameMs, holdMs, back }: FilmTiming,
): Promise<Uint8Array<ArrayBuffer>> {
  if (pictures.length < 2) throw new RangeError(`pictures: expected at least 2, got ${pictures.length}`);
  const returning = back ? pictures.slice(1, -1).toReversed() : [];
  const shown = [...pictures, ...returning];
  const delay = shown.map((_, at) => (at === 0 || at === pictures.length - 1 ? holdMs : frameMs));
  const film = await sharp([...shown], { join: { animated: true } })
    .webp({ quality: 86, effort: 2, loop: 0, delay })
    .toBuffer();
  return new Uint8Array(film);
}
