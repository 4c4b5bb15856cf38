import type { Lab } from '@toile/room';

/** Reference white D65, 2 degrees (CIE 15:2018), Y = 1. */
const white = [0.95047, 1, 1.08883] as const;
const delta = 6 / 29;

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

const companded = (value: number) =>
  value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
const uncurve = (t: number) => (t > delta ? t ** 3 : 3 * delta ** 2 * (t - 4 / 29));
