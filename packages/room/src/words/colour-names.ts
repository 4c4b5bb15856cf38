import type { Lab } from './chip.js';

/** Colours as people name cloth, in sRGB. */
const named: Readonly<Record<string, string>> = {
  black: '1b1a1c',
  charcoal: '3b3c40',
  grey: '85868a',
  gray: '85868a',
  silver: 'b9bbc0',
  white: 'f4f3f0',
  ivory: 'f3ecdb',
  cream: 'f1e4c6',
  beige: 'd8c5a3',
  sand: 'cdb58c',
  khaki: '9c8f62',
  camel: 'b98a54',
  tan: 'c39b6c',
  brown: '6b4529',
  chocolate: '4a2d1f',
  rust: 'a4502b',
  terracotta: 'bd6142',
  orange: 'e2792a',
  apricot: 'f0b07c',
  peach: 'f2b99b',
  coral: 'ec7560',
  salmon: 'ee8f7d',
  red: 'c32a2f',
  crimson: 'a71d36',
  burgundy: '6a1d33',
  maroon: '631f2c',
  wine: '6d2238',
  pink: 'ea9db5',
  rose: 'd9798f',
  fuchsia: 'd0357f',
  magenta: 'b92f84',
  purple: '6b3a8c',
  violet: '70479f',
  lilac: 'b69ccb',
  lavender: 'bcb0dc',
  plum: '673157',
  indigo: '39397a',
  navy: '20294b',
  blue: '2f5fa8',
  denim: '48648c',
  cobalt: '2347a0',
  sky: '8ebbe0',
  turquoise: '3ab3b0',
  teal: '1f6d70',
  aqua: '63c0c4',
  mint: 'a6d9be',
  green: '3a7d45',
  emerald: '1f7a58',
  olive: '6a6a35',
  sage: '9aa887',
  forest: '27513a',
  lime: 'a4c639',
  yellow: 'efcb3c',
  mustard: 'c8992c',
  gold: 'c9a13f',
};

/** The Lab value of a colour word, null for a word that is none. */
export function colourNamed(word: string): Lab | null {
  const hex = Object.hasOwn(named, word) ? named[word] : undefined;
  if (hex === undefined) return null;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return labOfSrgb(r, g, b);
}

/** Every colour word, for people to choose from. */
export const colourNames: readonly string[] = Object.keys(named);

/** CIELAB of an sRGB colour, channels 0..255 (IEC 61966-2-1 transfer function; CIE 15:2004, D65 white). */
export function labOfSrgb(r: number, g: number, b: number): Lab {
  const [lr, lg, lb] = [r, g, b].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const x = curve((0.4124564 * lr + 0.3575761 * lg + 0.1804375 * lb) / 0.95047);
  const y = curve(0.2126729 * lr + 0.7151522 * lg + 0.072175 * lb);
  const z = curve((0.0193339 * lr + 0.119192 * lg + 0.9503041 * lb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const curve = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);

/** Difference of two colours as people see it, roughly: the distance in CIELAB (CIE 1976). */
export const colourDistance = (one: Lab, other: Lab): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
