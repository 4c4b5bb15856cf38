/** Reference white of D65. */
const WHITE = [0.95047, 1, 1.08883] as const;
const EPSILON = 216 / 24389;
const KAPPA = 24389 / 27;

const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/**
 * CIELAB of sRGB bytes, D65 (CIE 15:2004; IEC 61966-2-1): L* 0..100, a* green to red, b* blue to yellow.
 */
export function labOf(red: number, green: number, blue: number): [l: number, a: number, b: number] {
  const [r, g, b] = [LINEAR[red]!, LINEAR[green]!, LINEAR[blue]!];
  const x = response((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE[0]);
  const y = response((0.2126729 * r + 0.7151522 * g + 0.072175 * b) / WHITE[1]);
  const z = response((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / WHITE[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const response = (t: number): number => (t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116);
