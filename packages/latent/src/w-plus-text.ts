import { expectWs, type WsShape } from './ws.js';

const SCALE_BYTES = 4;
/** The largest code: -128 is left out, so that codes are symmetric. */
const MAX_CODE = 127;

/**
 * A wPlus [numWs, wDim] as text that a document and a recipe can carry: base64url, without padding, of each
 * layer's scale (float32 little-endian) and its wDim values in steps of scale (int8, -127..127). A layer's scale is
 * its largest magnitude over 127, so each value is off by at most half a step.
 *
 * numWs x (wDim + 4) bytes: 3.5 kB of text for 10 layers of 256. Throws RangeError for a shape or value that
 * `expectWs` refuses.
 */
export function wPlusText(wPlus: Float32Array, shape: WsShape): string {
  expectWs(wPlus, 'wPlus', shape);
  const { numWs, wDim } = shape;
  const bytes = new Uint8Array(numWs * (SCALE_BYTES + wDim));
  const view = new DataView(bytes.buffer);
  for (let layer = 0; layer < numWs; layer++) {
    const values = wPlus.subarray(layer * wDim, (layer + 1) * wDim);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // Rounded first: what reads the text divides by the scale that is written.
    const scale = Math.fround(largest / MAX_CODE);
    const start = layer * (SCALE_BYTES + wDim);
    view.setFloat32(start, scale, true);
    for (const [i, value] of values.entries()) {
      const code = scale === 0 ? 0 : Math.round(value / scale);
      view.setInt8(start + SCALE_BYTES + i, Math.max(-MAX_CODE, Math.min(MAX_CODE, code)));
    }
  }
  return toBase64Url(bytes);
}

/**
 * The wPlus [numWs, wDim] of `wPlusText`. Throws RangeError when the text is not base64url in its one canonical
 * form, is of another shape, or holds a scale that is negative or not finite.
 */
export function wPlusFromText(text: string, { numWs, wDim }: WsShape): Float32Array {
  if (!isWPlusText(text)) throw new RangeError('wPlus: expected base64url');
  const bytes = fromBase64Url(text);
  const expected = numWs * (SCALE_BYTES + wDim);
  if (bytes.length !== expected) {
    throw new RangeError(`wPlus: expected ${expected} bytes for [${numWs}, ${wDim}], got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer);
  const wPlus = new Float32Array(numWs * wDim);
  for (let layer = 0; layer < numWs; layer++) {
    const start = layer * (SCALE_BYTES + wDim);
    const scale = view.getFloat32(start, true);
    // Past the second bound a code would no longer be a finite float32.
    if (!(scale >= 0 && scale <= 1e6)) throw new RangeError(`wPlus: layer ${layer} has the scale ${scale}`);
    for (let i = 0; i < wDim; i++) {
      wPlus[layer * wDim + i] = view.getInt8(start + SCALE_BYTES + i) * scale;
    }
  }
  return wPlus;
}

/**
 * Whether `text` is base64url in its one canonical form: what a latent's text is before its shape is known. Nothing is
 * decoded: documents and recipes ask it of every latent whenever they are read.
 */
export function isWPlusText(text: string): boolean {
  const over = text.length % 4;
  if (over === 1 || !/^[A-Za-z0-9_-]+$/.test(text)) return false;
  // Left-over bits that are not 0 would be a second text for the same bytes.
  const spare = over === 0 ? 0 : over === 2 ? 0b1111 : 0b11;
  return (VALUE_OF[text.charCodeAt(text.length - 1)]! & spare) === 0;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** By character code. */
const VALUE_OF = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value++) VALUE_OF[DIGITS.charCodeAt(value)] = value;

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const group = (first << 16) | (second << 8) | third;
    const digits = [18, 12, 6, 0].map((shift) => DIGITS[(group >> shift) & 63]);
    text += digits.slice(0, Math.min(4, bytes.length - at + 1)).join('');
  }
  return text;
}

/** The bytes of a text that `isWPlusText` takes. */
function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let group = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    group = ((group << 6) | VALUE_OF[text.charCodeAt(i)]!) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (group >> bits) & 0xff;
    }
  }
  return bytes;
}
