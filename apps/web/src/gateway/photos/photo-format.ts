/** What the first bytes of a file say that it is: a kind that is read, one that is known and not read, or neither. */
export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic' | 'other';

/** Major brands of ISO base media files (ISO/IEC 14496-12) that hold one HEVC picture or several. */
const heicBrands: ReadonlySet<string> = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'hevm',
  'hevs',
]);

/** Reads the signature alone, so that nothing is decoded which is not meant to be: SVG and PDF above all. */
export function photoFormat(bytes: Uint8Array): PhotoFormat {
  const text = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(text(0, 6))) return 'gif';
  if (text(4, 8) !== 'ftyp') return 'other';
  const brand = text(8, 12);
  if (brand === 'avif' || brand === 'avis') return 'avif';
  // `mif1` says only that it is a picture: the compatible brands say which.
  const compatible = text(16, 64);
  if (heicBrands.has(brand) || [...heicBrands].some((name) => compatible.includes(name))) return 'heic';
  return brand === 'mif1' && compatible.includes('avif') ? 'avif' : 'other';
}
