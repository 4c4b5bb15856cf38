/** A colour in CIE 1976 L*a*b*, D65: equal distances look about equally different. */
export type Lab = readonly [lightness: number, a: number, b: number];

/** Reference white D65, 2 degrees (CIE 15:2018), Y = 1. */
const white = [0.95047, 1, 1.08883] as const;
const delta = 6 / 29;

/** Of an sRGB colour, 0..255 a channel (IEC 61966-2-1; CIE 15:2018 §8.2.1). */
export function labOfRgb(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear(red / 255), linear(green / 255), linear(blue / 255)];
  const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / white[0]);
  const y = curve((0.2126729 * r + 0.7151522 * g + 0.072175 * b) / white[1]);
  const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / white[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** `#rrggbb` of the sRGB colour that is nearest channel by channel. */
export function hexOfLab([lightness, a, b]: Lab): string {
  const y = (lightness + 16) / 116;
  const x = white[0] * uncurve(y + a / 500);
  const z = white[2] * uncurve(y - b / 200);
  const luminance = white[1] * uncurve(y);
  const rgb = [
    3.2404542 * x - 1.5371385 * luminance - 0.4985314 * z,
    -0.969266 * x + 1.8760108 * luminance + 0.041556 * z,
    0.0556434 * x - 0.2040259 * luminance + 1.0572252 * z,
  ];
  const byte = (value: number) => Math.round(255 * Math.min(1, Math.max(0, companded(value))));
  return `#${rgb.map((value) => byte(value).toString(16).padStart(2, '0')).join('')}`;
}

/** Colour difference of 1976: about 2 is just noticeable side by side. */
export const distance = (one: Lab, other: Lab): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const companded = (value: number) =>
  value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
const curve = (t: number) => (t > delta ** 3 ? Math.cbrt(t) : t / (3 * delta ** 2) + 4 / 29);
const uncurve = (t: number) => (t > delta ? t ** 3 : 3 * delta ** 2 * (t - 4 / 29));
