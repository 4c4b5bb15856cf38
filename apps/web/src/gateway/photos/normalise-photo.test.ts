import { deflateSync } from 'node:zlib';
import { limits } from '@toile/protocol';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { normalisePhoto } from './normalise-photo.js';
import { photoFormat } from './photo-format.js';

const blank = (width: number, height: number, background = '#336699') =>
  sharp({ create: { width, height, channels: 3, background } });

/** A garment of sorts: red on the left, blue on the right. */
const twoHalves = (width = 200, height = 100) =>
  blank(width, height, '#ff0000').composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: '#0000ff' } },
      left: width / 2,
      top: 0,
    },
  ]);

const pixel = async (bytes: Uint8Array, left: number, top: number) => {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
};

describe('photoFormat', () => {
  it('reads what is a photo from its first bytes, and knows what phones send that cannot be read', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const) {
      expect(photoFormat(await blank(64, 64).toFormat(format).toBuffer())).toBe(format);
    }
    const box = (brand: string, compatible = '') =>
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0${compatible}`)]);
    expect(photoFormat(box('heic', 'mif1heic'))).toBe('heic');
    expect(photoFormat(box('mif1', 'mif1heic'))).toBe('heic');
    expect(photoFormat(box('mif1', 'mif1avif'))).toBe('avif');
    expect(photoFormat(box('isom', 'mp42'))).toBe('other');
    for (const text of ['', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'ftyp']) {
      expect(photoFormat(Buffer.from(text))).toBe('other');
    }
  });
});

describe('normalisePhoto', () => {
  it('turns a photo upright and strips where, when and by what it was taken', async () => {
    const file = await twoHalves()
      .withExif({
        IFD0: { Make: 'Camera', Copyright: 'Ana' },
        IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' },
      })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    expect((await sharp(file).metadata()).exif).toBeDefined();
    const photo = await normalisePhoto(file);
    expect([photo.widthPx, photo.heightPx]).toEqual([100, 200]);
    const { exif, xmp, iptc, icc, orientation, format } = await sharp(photo.content).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    expect(format).toBe('webp');
    expect(Buffer.from(photo.content).includes('Camera')).toBe(false);
    const [red = 0, , blue = 0] = await pixel(photo.content, 50, 20);
    expect(red - blue).toBeGreaterThan(200);
  });

  it('converts what has another colour space to sRGB', async () => {
    const file = await blank(80, 80, '#ff0000').withIccProfile('p3').png().toBuffer();
    const [red = 0, green = 0, blue = 0] = await pixel((await normalisePhoto(file)).content, 40, 40);
    expect(red).toBeGreaterThan(245);
    expect(green + blue).toBeLessThan(30);
    const cmyk = await blank(80, 80, '#00ff00').toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp((await normalisePhoto(cmyk)).content).metadata()).space).toBe('srgb');
  });

  it('makes it no larger than need be, never larger than it was, and keeps its transparency', async () => {
    const large = await normalisePhoto(await blank(3_000, 1_500).jpeg().toBuffer());
    expect([large.widthPx, large.heightPx]).toEqual([limits.photoSidePx, limits.photoSidePx / 2]);
    const cut = sharp({ create: { width: 100, height: 90, channels: 4, background: '#00000000' } });
    const small = await normalisePhoto(await cut.png().toBuffer());
    expect([small.widthPx, small.heightPx]).toEqual([100, 90]);
    expect((await sharp(small.content).metadata()).hasAlpha).toBe(true);
  });

  it('makes the same of the same file', async () => {
    const file = await twoHalves().jpeg().toBuffer();
    const [one, other] = [await normalisePhoto(file), await normalisePhoto(file)];
    expect(one.hash).toBe(other.hash);
    expect(one.bytes).toBe(one.content.length);
  });

  it('says what is wrong with a file that it does not take', async () => {
    const jpeg = await twoHalves(400, 400).jpeg().toBuffer();
    const frames = await Promise.all(['#ff0000', '#00ff00'].map((c) => blank(64, 64, c).png().toBuffer()));
    const animated = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>');
    const invalid: [string, Uint8Array, RegExp][] = [
      ['text', Buffer.from('a photo, honestly'), /no photo/],
      ['nothing', new Uint8Array(), /no photo/],
      ['SVG', svg, /no photo/],
      ['HEIC', heic, /as JPEG/],
      ['animated', animated, /animated/],
      ['cut off', jpeg.subarray(0, jpeg.length / 2), /damaged/],
      ['its first bytes alone', jpeg.subarray(0, 8), /damaged/],
      ['too narrow', await blank(3_000, 100).jpeg().toBuffer(), /too narrow/],
      ['too small', await blank(200, 20).jpeg().toBuffer(), /too small/],
    ];
    for (const [what, file, words] of invalid) {
      const reading = normalisePhoto(file);
      await expect(reading, what).rejects.toMatchObject({ code: 'photo-invalid' });
      await expect(normalisePhoto(file), what).rejects.toThrow(words);
    }
  });

  it('decodes no bomb: a small file that says it is enormous', async () => {
    const refused = { code: 'photo-too-large', limit: { name: 'photoPixels', value: limits.photoPixels } };
    await expect(normalisePhoto(png(30_000, 30_000))).rejects.toMatchObject(refused);
    await expect(normalisePhoto(png(limits.photoPixels / 4_000 + 1, 4_000))).rejects.toMatchObject(refused);
  });
});

/** A PNG of one colour whose picture data are a few kilobytes however large it is. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const named = Buffer.concat([Buffer.from(type), body]);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // One bit a pixel, grey.
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * Math.min(height, 1_000)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
  }
  return ~crc >>> 0;
}
