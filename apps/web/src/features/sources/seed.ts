const greatest = 0xffff_ffff;

/** A seed as typed: a whole number 0..4,294,967,295; null for anything else. */
export function parseSeed(text: string): number | null {
  const digits = text.trim().replaceAll(/[ ,_]/g, '');
  if (!/^\d{1,10}$/.test(digits)) return null;
  const seed = Number(digits);
  return seed <= greatest ? seed : null;
}

/** The neighbouring seed; the ends meet. */
export const stepSeed = (seed: number, step: 1 | -1): number => (seed + step + greatest + 1) % (greatest + 1);
